/** Generated tests for any XState v5 machine: explore it, choose what to cover, run the paths, report what was covered. */

export type { Colour, ColouredState, ColouredTransition } from './coverage/coloured.ts';
export {
  type Count,
  type Coverage,
  type CoverageCounts,
  type CoverOptions,
  coverPaths,
  type Dimension,
} from './coverage/coverage.ts';
export {
  type Credit,
  type CreditOptions,
  creditLogs,
  type LogCounts,
  type RecordedSession,
} from './coverage/credit.ts';
export type { Item, Listed } from './coverage/dimensions.ts';
export type { StepOfPath, UnknownStep } from './coverage/follow.ts';
export { type CoverageGate, checkCoverage, type GateFailure } from './coverage/gate.ts';
export { coverageHtml } from './coverage/report/html.ts';
export { coverageJunit } from './coverage/report/junit.ts';
export { coverageText, type TextOptions } from './coverage/report/text.ts';
export type { DimensionName } from './coverage/touched.ts';
export {
  type CaseByHand,
  type CaseOptions,
  casesFromSchemas,
  type EventSchemas,
  type NamedEvent,
  type SchemaCases,
} from './explore/cases.ts';
export {
  type Arc,
  type Configuration,
  type CutOff,
  type EventCase,
  type EventCases,
  type Exploration,
  type ExploreOptions,
  explore,
  type Part,
  type Unreachable,
} from './explore/explore.ts';
export { type Malformed, malformedEvents } from './explore/malformed.ts';
export { type Guarantee, type HsiMachine, type HsiOptions, type HsiSize, type HsiSuite, hsiSuite } from './hsi/hsi.ts';
export { type NotOfferable, type PathRun, type RunOptions, runPath, runSuite, type SuiteRun } from './run/run.ts';
export type { Execution, Executor, Executors, StateAssertion, StatePath, Subject } from './run/subject.ts';
export { compactWalks } from './suite/compact.ts';
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
  milestoneWalks,
  type WaysOptions,
  waysBetween,
} from './suite/milestones.ts';
export {
  assembleSuite,
  type Certificate,
  generateSuite,
  type Path,
  type Plan,
  type Step,
  type Suite,
  type SuiteSize,
  type TourOptions,
} from './suite/suite.ts';
export type { TourKind, Walk } from './suite/tour.ts';
export { type RandomWalkOptions, randomWalks } from './suite/walks.ts';
