/** Which provider a command is about, where a module of the user's own names it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKit, loadProvider } from '../../src/cli/kits.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const plaid = JSON.stringify(`${root}examples/plaid/plaid.js`);
const kit = JSON.stringify(`${root}examples/plaid/plaid.kit.js`);

let folder: string;
beforeAll(async () => {
  await mkdir(`${root}.tmp`, { recursive: true });
  folder = await mkdtemp(`${root}.tmp/kits-`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
async function moduleOf(code: string): Promise<string> {
  count += 1;
  const file = `${folder}/module${count}.mjs`;
  await writeFile(file, code);
  return file;
}

describe('a module with a provider', () => {
  it.each([
    ['one provider', `export { plaid } from ${plaid};`, undefined, false],
    ['a kit and its provider', `export * from ${kit}; export * from ${plaid};`, undefined, true],
    ['one kit twice', `export { plaidKit, plaidKit as default } from ${kit};`, undefined, true],
    [
      'two, and a default',
      `export * from ${kit}; import { plaid } from ${plaid}; export const other = { ...plaid }; export { plaidKit as default } from ${kit};`,
      undefined,
      true,
    ],
    [
      'two, and --export',
      `import { plaid } from ${plaid}; export { plaid }; export const other = { ...plaid };`,
      'plaid',
      false,
    ],
  ])('may have %s', async (_, code, name, hasKit) => {
    const loaded = await loadProvider({ 'provider-module': await moduleOf(code), export: name });
    expect([loaded.provider.name, loaded.kit !== null]).toEqual(['plaid', hasKit]);
  });

  it.each([
    [
      'two providers',
      `import { plaid } from ${plaid}; export { plaid }; export const other = { ...plaid };`,
      undefined,
      /exports several: (other, plaid|plaid, other)\. Name one with --export\./,
    ],
    ['none', 'export const answer = 42;', undefined, /exports no kit and no provider\. It exports answer\./],
    ['nothing', '', undefined, /exports no kit and no provider\. It exports nothing\./],
    [
      'what looks like one',
      'export const kit = { provider: {}, catalogue: [] }; export const list = [null, 5];',
      undefined,
      /no kit and no provider/,
    ],
    ['no such export', `export { plaid } from ${plaid};`, 'kit', /"kit" of .* is not there\. It exports plaid\./],
    ['another thing by that name', 'export const kit = null;', 'kit', /is neither a kit nor a provider/],
    [
      'a definition that is wrong',
      `import { defineProvider } from 'widget-statecharts/provider'; export const survey = defineProvider({ name: 'survey', title: 'A survey', machine: {} });`,
      undefined,
      /does not load: machine has to be an XState v5 machine/,
    ],
    ['code that does not run', 'throw null;', undefined, /does not load/],
  ])('may not have %s', async (_, code, name, message) => {
    const file = await moduleOf(code);
    await expect(loadProvider({ 'provider-module': file, export: name })).rejects.toMatchObject({
      name: 'WidgetError',
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('needs a kit where the command does', async () => {
    const file = await moduleOf(`export { plaid } from ${plaid};`);
    await expect(loadKit({ 'provider-module': file })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('no kit of it'),
    });
  });
});
