/** The charts' guards by provider: plain predicates, without a word of XState. */
export {
  type FlexitiGuardArgs,
  type FlexitiGuardContext,
  type FlexitiGuardEvent,
  flexitiPayloadGuards,
} from './flexiti.guards.ts';
export {
  type FlinksConfiguration,
  type FlinksGuardArgs,
  type FlinksGuardContext,
  flinksContextGuards,
} from './flinks.guards.ts';
export { type OpalGuardArgs, type OpalGuardContext, opalContextGuards } from './opal.guards.ts';
export {
  type PinwheelContextGuardArgs,
  type PinwheelGuardArgs,
  type PinwheelGuardContext,
  type PinwheelGuardEvent,
  pinwheelContextGuards,
  pinwheelPayloadGuards,
} from './pinwheel.guards.ts';
