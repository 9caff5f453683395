export type { OpalContext, OpalOutput } from './context.ts';
export type { OpalEvent, OpalEventType, OpalInput, OpalMode } from './events.ts';
export { type OpalNextStep, opalMachine } from './machine.ts';
export { opal } from './provider.ts';
