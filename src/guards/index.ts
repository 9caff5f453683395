/** The charts' guards by provider: plain predicates, without a word of XState. */
export { type FlexitiGuardContext, type FlexitiGuardEvent, flexitiPayloadGuards } from './flexiti.guards.ts';
export { type FlinksConfiguration, type FlinksGuardContext, flinksContextGuards } from './flinks.guards.ts';
