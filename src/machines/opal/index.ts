export { type OpalEvent, type OpalEventType, type OpalInput, type OpalMode, opalContents } from './events.ts';
export { type OpalContext, type OpalNextStep, type OpalOutput, opalFlow, opalMachine } from './machine.ts';
export { opal } from './provider.ts';
