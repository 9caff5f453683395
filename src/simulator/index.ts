/** A widget that follows any path, for the host's own tests. */
export type { Form, Message, ProviderPosting } from '../machines/posting.ts';
export type { WidgetConfiguration } from './configuration.ts';
export type { DrivenWidget, Run } from './driver.ts';
export type { FlexitiParams, FlexitiWidget } from './flexiti.ts';
export { forgedPage } from './forged.ts';
export { type MountedWidget, mountWidget } from './mount.ts';
export type { Effect, Offer } from './offers.ts';
export { findPath, messagesOfLog, type PathList, pathOfSeed, simulatorSuite } from './paths.ts';
export { postings } from './postings.ts';
export {
  createSimulator,
  type Fault,
  type FaultCall,
  type Posted,
  type Saved,
  type Sender,
  type Simulator,
  type SimulatorOptions,
  type Taken,
} from './simulator.ts';
