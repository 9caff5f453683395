/** Kits: what tools need of a provider, and what joins a provider's chart to generated tests. */
export { defineKit } from './define.ts';
export { explorationOf, exploreKit, messageFor } from './exploration.ts';
export type {
  CatalogueEntry,
  ChartExploration,
  Kit,
  KitDefinition,
  Message,
  MessageCopy,
  MessageText,
  Presentation,
  SdkFrame,
  SdkFrameOptions,
  SdkTools,
  SimulatedSdk,
  Variants,
  WireFormat,
} from './kit.ts';
export { malformedMessages } from './malformed.ts';
export { sessionSubject } from './subject.ts';
