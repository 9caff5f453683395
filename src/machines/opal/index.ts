export type { OpalContext, OpalOutput } from './context.ts';
export { type OpalEvent, type OpalEventType, type OpalInput, type OpalMode, opalContents } from './events.ts';
export { type OpalNextStep, opalMachine } from './machine.ts';
export { opal } from './provider.ts';
