export type { FlinksContext, FlinksOutput } from './context.ts';
export type { FlinksApiCode, FlinksEvent, FlinksEventType, FlinksInput } from './events.ts';
export { flinksInputFromUrl } from './input.ts';
export { type FlinksNextStep, flinksMachine } from './machine.ts';
export { flinks } from './provider.ts';
export { type FlinksResult, flinksResultFromUrl } from './result.ts';
