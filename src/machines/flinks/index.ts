export {
  type FlinksApiCode,
  type FlinksEvent,
  type FlinksEventType,
  type FlinksInput,
  type FlinksUserEventType,
  flinksApiCodes,
  flinksUserEvents,
} from './events.ts';
export { flinksInputFromUrl } from './input.ts';
export { type FlinksContext, type FlinksNextStep, type FlinksOutput, flinksMachine } from './machine.ts';
export { flinks } from './provider.ts';
