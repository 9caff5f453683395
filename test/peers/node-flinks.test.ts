import { flinksCodes } from 'node-flinks/build/lib/flinks-codes.js';
import { expect, it } from 'vitest';
import { flinksApiCodes } from '../../src/machines/flinks/events.ts';

const theirs = Object.keys(flinksCodes);

it('knows the 23 codes of node-flinks', () => {
  expect(theirs).toHaveLength(23);
  expect(theirs.filter((code) => !(flinksApiCodes as readonly string[]).includes(code))).toEqual([]);
});

it('knows five rows that node-flinks lacks', () => {
  expect(flinksApiCodes.filter((code) => !theirs.includes(code))).toEqual([
    'N/A',
    'ACCESS_DENIED',
    'INVALID_SECURITY_RESPONSE_NO_RETRY',
    'T00_MANY_REQUESTS',
    'UNHANDLED',
  ]);
});
