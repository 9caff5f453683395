/**
 * The charts' guards by provider: plain predicates, without a word of XState. Their arguments are type aliases, which
 * the declarations of an app can spell out without importing them.
 */
export { flexitiPayloadGuards } from './flexiti.guards.ts';
export { type FlinksConfiguration, flinksContextGuards } from './flinks.guards.ts';
export { opalContextGuards } from './opal.guards.ts';
export { pinwheelContextGuards, pinwheelPayloadGuards } from './pinwheel.guards.ts';
