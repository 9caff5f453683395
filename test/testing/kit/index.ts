import { broken } from './broken.ts';
import { faults } from './faults.ts';
import { inputs } from './inputs.ts';
import type { Probe } from './probe.ts';
import { structure } from './structure.ts';
import { transitions } from './transitions.ts';
import { values } from './values.ts';
import { waiting } from './waiting.ts';

export type { Probe } from './probe.ts';
export { replay } from './replay.ts';

/** All probe charts. */
export const kit: readonly Probe[] = [
  ...faults,
  ...transitions,
  ...structure,
  ...waiting,
  ...values,
  ...inputs,
  ...broken,
];
