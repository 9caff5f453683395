/** Generated tests for any XState v5 machine. */
export type { CoverageCounts } from './coverage.ts';
export { type Exploration, type ExploreOptions, explore } from './explore.ts';
export { explorationOf, exploreProvider, messageFor } from './providers.ts';
export { type Certificate, generateSuite, type Path, type Step, type Suite, type TourOptions } from './suite.ts';
