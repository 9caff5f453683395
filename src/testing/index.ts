/** Generated tests for any XState v5 machine: explore it, choose what to cover, run the paths, report what was covered. */
export {
  type CaseByHand,
  type CaseOptions,
  casesFromSchemas,
  type EventSchemas,
  type NamedEvent,
  type SchemaCases,
} from './cases.ts';
export type { Colour, ColouredState, ColouredTransition } from './coloured.ts';
export { compactWalks } from './compact.ts';
export {
  type Count,
  type Coverage,
  type CoverageCounts,
  type CoverOptions,
  coverPaths,
  type Dimension,
} from './coverage.ts';
export { type Credit, type CreditOptions, creditLogs, type LogCounts, type RecordedSession } from './credit.ts';
export {
  type ChangedObligation,
  type DiffTextOptions,
  diffSuites,
  diffText,
  type Obligation,
  type SuiteDiff,
} from './diff.ts';
export type { Item, Listed } from './dimensions.ts';
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
} from './explore.ts';
export type { StepOfPath, UnknownStep } from './follow.ts';
export { type CoverageGate, checkCoverage, type GateFailure } from './gate.ts';
export { type Guarantee, type HsiMachine, type HsiOptions, type HsiSize, type HsiSuite, hsiSuite } from './hsi.ts';
export { parseSuite, suiteJson } from './json.ts';
export { type Malformed, malformedEvents, malformedMessages } from './malformed.ts';
export { type Milestone, type MilestoneOptions, milestoneWalks, type WaysOptions, waysBetween } from './milestones.ts';
export { explorationOf, exploreProvider, messageFor } from './providers.ts';
export { coverageHtml } from './report/html.ts';
export { coverageJunit } from './report/junit.ts';
export { coverageText, type TextOptions } from './report/text.ts';
export { type NotOfferable, type PathRun, type RunOptions, runPath, runSuite, type SuiteRun } from './run.ts';
export { sessionSubject } from './session.ts';
export type { Execution, Executor, Executors, StateAssertion, StatePath, Subject } from './subject.ts';
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
} from './suite.ts';
export type { DimensionName } from './touched.ts';
export type { TourKind, Walk } from './tour.ts';
export { type RandomWalkOptions, randomWalks } from './walks.ts';
