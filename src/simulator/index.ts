/** A widget that follows any path, for the host's own tests. */
export type { WidgetConfiguration } from './configuration.ts';
export type { DrivenWidget, WidgetRun } from './driver.ts';
export type { AvailableEvent, Effect } from './events.ts';
export { type MountedWidget, type MountOptions, mountWidget } from './mount.ts';
export { startPage } from './page.ts';
export { findPath, type PathList, simulatorSuite } from './paths.ts';
export {
  createSimulator,
  type Fault,
  type FaultCall,
  type Posted,
  type SavedSimulator,
  type Sender,
  type Simulator,
  type SimulatorOptions,
  type TakenStep,
} from './simulator.ts';
