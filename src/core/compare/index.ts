export {
  type BaselineComparison,
  type BaselineOutcome,
  compareWithBaseline,
  type ConditionDifference,
} from './baseline.js';
export { compareRun, type Comparison, type Outcome, type RunComparison } from './compare-run.js';
export { type Effect, FEWEST_BLOCKS, isAlike, LEVEL, MARGIN, type Verdict } from './effect.js';
export { type FairnessFinding, fairnessFindings, type ThreadUse, threadUses } from './fairness.js';
export { type OutlyingTrial, outlyingTrials } from './outliers.js';
export { bestMeasure, type SpeedMeasure, speedOf } from './speed.js';
export {
  programOf,
  type SteadyState,
  summarizeRun,
  summarizeTrial,
  tellingTrials,
  type TrialSummary,
} from './summary.js';
export {
  ACCURACY_TOLERANCE,
  LOSS_TOLERANCE,
  sameWorkGroups,
  strayAspects,
  type WorkAspect,
  type WorkDifference,
  workDifferences,
} from './work.js';
