/** The package's own names, and the source files that they stand for: what an app imports, tests run unbuilt. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, string | { readonly default: string }>;
};

export const entries = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [
        {
          name: `widget-statecharts${path.slice(1)}`,
          /** From the repository's root. */
          file: target.default.replace('./dist', 'src').replace('.js', '.ts'),
        },
      ],
);

/** The same as aliases of Vite. */
export const aliases = entries.map(({ name, file }) => ({
  find: new RegExp(`^${name}$`),
  replacement: `${root}${file}`,
}));
