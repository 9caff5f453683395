export type { FlexitiContext, FlexitiOutput } from './context.ts';
export { type FlexitiEvent, type FlexitiEventType, type FlexitiInput, flexitiContents } from './events.ts';
export { type FlexitiNextStep, flexitiMachine } from './machine.ts';
export { flexiti } from './provider.ts';
