/** Generated tests for any XState v5 machine: explore it, choose what to cover, run the paths, report what was covered. */

export type { Colour, ColouredState, ColouredTransition } from './coverage/coloured.ts';
export { type Coverage, type CoverOptions, coverPaths, type Dimension } from './coverage/coverage.ts';
export type { Item, Listed } from './coverage/dimensions.ts';
export type { StepOfPath, UnknownStep } from './coverage/follow.ts';
export { type CoverageGate, checkCoverage, type GateFailure } from './coverage/gate.ts';
export type { DimensionName } from './coverage/hits.ts';
export { coverageHtml } from './coverage/report/html.ts';
export { coverageJunit } from './coverage/report/junit.ts';
export { coverageText, type TextOptions } from './coverage/report/text.ts';
export {
  type LogCounts,
  type MessageReading,
  type RecordedSession,
  type TraceCoverage,
  type TraceOptions,
  traceCoverage,
} from './coverage/trace.ts';
export {
  type CaseByHand,
  type CaseOptions,
  casesFromSchemas,
  type EventSchemas,
  type NamedEvent,
  type SchemaCases,
} from './explore/cases.ts';
export type {
  Configuration,
  CutOff,
  Edge,
  EventCase,
  EventCases,
  Exploration,
  ExploreOptions,
  Projection,
  Unreachable,
} from './explore/exploration.ts';
export { explore } from './explore/explore.ts';
export { type Malformed, malformedEvents } from './explore/malformed.ts';
export { type HsiMachine, type HsiOptions, type HsiSize, type HsiSuite, hsiSuite } from './hsi/hsi.ts';
export { type NotOfferable, type PathRun, type RunOptions, runPath, runSuite, type SuiteRun } from './run/run.ts';
export type { Execution, Executor, Executors, StateAssertion, StatePath, Subject } from './run/subject.ts';
export {
  type ChangedObligation,
  type DiffTextOptions,
  diffSuites,
  diffText,
  type Obligation,
  type SuiteDiff,
} from './suite/diff.ts';
export { parseSuite, suiteJson } from './suite/json.ts';
export {
  type Milestone,
  type MilestoneOptions,
  milestonePaths,
  type SimplePathOptions,
  simplePaths,
} from './suite/milestones.ts';
export { type RandomPathOptions, randomPaths } from './suite/randomPaths.ts';
export { type EdgePathSuiteOptions, generateSuite, type SuiteOptions } from './suite/suite.ts';
export type {
  Certificate,
  Count,
  CoverageCounts,
  EdgePath,
  Guarantee,
  Path,
  Step,
  Suite,
  SuiteSize,
  TourKind,
} from './types.ts';
