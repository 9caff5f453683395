export type { FlexitiContext, FlexitiOutput } from './context.ts';
export type { FlexitiEvent, FlexitiEventType, FlexitiInput } from './events.ts';
export { type FlexitiNextStep, flexitiMachine } from './machine.ts';
export { flexiti } from './provider.ts';
