/**
 * Writes what the package exports to docs/api, one report an entry, from the built declarations. With `--check` it
 * writes nothing there, and fails where a report is stale.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('../', import.meta.url));
process.chdir(root);

const reports = 'docs/api';
const fresh = '.tmp/api';

/** @type {{ exports: Record<string, string | { types: string }> }} */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(exports).flatMap(([entry, target]) =>
  typeof target === 'string'
    ? []
    : { name: entry.slice(2).replaceAll('/', '.') || 'index', types: `${root}${target.types}` },
);
const files = entries.map(({ types }) => types);

const absent = files.find((file) => !existsSync(file));
if (absent !== undefined) {
  console.error(`${absent} is not there. npm run build writes it.`);
  process.exit(1);
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(`${fresh}/reports`, { recursive: true });

const configs = entries.map(({ name, types }) =>
  ExtractorConfig.prepare({
    packageJsonFullPath: `${root}package.json`,
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'NodeNext',
            lib: ['ES2023', 'DOM'],
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files,
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: `${root}${fresh}/reports`,
        reportTempFolder: `${root}${fresh}`,
        // What an exported type is made of is seen by its users, under a name or not.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
    },
  }),
);
const [first] = configs;
if (first === undefined) throw new Error('package.json exports nothing.');
// One program for all entries.
const compilerState = CompilerState.create(first);
for (const config of configs) {
  Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    // What it has to say of comments and release tags is not what it is here for.
    messageCallback: (message) => {
      if (message.category === 'Compiler') throw new Error(message.text);
      message.handled = true;
    },
  });
}

if (process.argv.includes('--check')) {
  const stale = spawnSync('git', ['diff', '--no-index', '--', reports, `${fresh}/reports`], { stdio: 'inherit' });
  if (stale.status !== 0) {
    console.error(
      `The public surface is not what ${reports} says. If that is meant: npm run api, and commit what it writes.`,
    );
    process.exit(1);
  }
  console.log(`The ${entries.length} entries export what ${reports} says.`);
} else {
  rmSync(reports, { recursive: true, force: true });
  cpSync(`${fresh}/reports`, reports, { recursive: true });
  console.log(`Wrote ${readdirSync(reports).length} reports to ${reports}.`);
}
