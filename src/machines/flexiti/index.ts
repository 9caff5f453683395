export { type FlexitiEvent, type FlexitiEventType, type FlexitiInput, flexitiContents } from './events.ts';
export { type FlexitiContext, type FlexitiNextStep, type FlexitiOutput, flexitiMachine } from './machine.ts';
export { flexiti } from './provider.ts';
