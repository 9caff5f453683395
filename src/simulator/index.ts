/** A widget that follows any path, for the host's own tests. */
export {
  createSimulator,
  type Fault,
  type Offer,
  postings,
  type Sender,
  type Simulator,
  type SimulatorOptions,
} from './simulator.ts';
