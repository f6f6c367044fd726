import { hasEnded, type Run } from '../model/run.js';
import { Random } from '../random.js';
import { bootstrapBy, holm, median, resampled } from '../stats/index.js';
import { type Claim, type Effect, FEWEST_BLOCKS, judge, MARGIN, marginsFor, strongestClaim } from './effect.js';
import { noiseFloor } from './noise.js';
import { programOf, summarizeTrial } from './summary.js';
import { type WorkDifference, workDifferences } from './work.js';

/** What differs between two runs beside the code: it may explain a difference. */
export type ConditionDifference = 'machine' | 'threads' | 'versions' | 'images' | 'variables';

export type BaselineOutcome =
  | ({ readonly state: 'judged' } & Effect)
  /** Too few trials on a side for an interval. */
  | { readonly state: 'seen'; readonly ratio: number }
  | { readonly state: 'refused'; readonly differences: readonly WorkDifference[] }
  | { readonly state: 'not-measured' };

/** One implementation now against the same one in a saved run; ratios are the time now by the time then. */
export interface BaselineComparison {
  readonly implementation: string;
  readonly outcome: BaselineOutcome;
  readonly conditions: readonly ConditionDifference[];
}

/**
 * Compares the steady epochs of a run with those of a saved one, for each implementation that both have. The runs are not
 * paired, so trials are resampled on each side, and epochs within the trials drawn: Kalibera & Jones, ISMM 2013.
 */
export function compareWithBaseline(run: Run, baseline: Run): BaselineComparison[] {
  const shared = run.implementations.filter(({ id }) => baseline.implementations.some((other) => other.id === id));
  const sides = shared.map(({ id }) => ({ implementation: id, found: compareSides(run, baseline, id) }));
  const claims = sides.flatMap(({ found }) => ('claim' in found ? [found.claim] : []));
  const alphas = holm(claims.map(({ alpha }) => alpha));
  return sides.map(({ implementation, found }) => ({
    implementation,
    outcome:
      'claim' in found ? { state: 'judged', ...judge(found.claim, alphas[claims.indexOf(found.claim)] ?? 1) } : found,
    conditions: conditionDifferences(run, baseline, implementation),
  }));
}

function compareSides(run: Run, baseline: Run, id: string): BaselineOutcome | { readonly claim: Claim } {
  const differences = workDifferences({ run, implementation: id }, { run: baseline, implementation: id });
  if (differences.length > 0) return { state: 'refused', differences };
  const [now, before] = [steadyEpochs(run, id), steadyEpochs(baseline, id)];
  if (now.length === 0 || before.length === 0) return { state: 'not-measured' };
  const logOf = (trials: readonly number[][]): number => Math.log(median(trials.map(median)));
  const ratio = Math.exp(logOf(now) - logOf(before));
  const trials = Math.min(now.length, before.length);
  if (trials < FEWEST_BLOCKS) return { state: 'seen', ratio };

  const random = new Random(run.settings.seed, 'baseline');
  const redraw = (all: readonly number[][]): number[][] =>
    all.map(() => resampled(all[random.below(all.length)] ?? [], random));
  const distribution = bootstrapBy(() => logOf(redraw(now)) - logOf(redraw(before)));
  const floors = [now, before].map((side) => noiseFloor(side.map(median), run.settings.seed) ?? 0);
  const estimated = { ratio, blocks: trials, distribution, method: 'percentile' as const };
  return { claim: strongestClaim(estimated, marginsFor(MARGIN, Math.max(...floors))) };
}

/** The steady epochs of each completed trial. */
function steadyEpochs(run: Run, id: string): number[][] {
  return run.trials
    .filter((trial) => trial.implementation === id && trial.state === 'completed')
    .filter(hasEnded)
    .flatMap((trial) => {
      const { steady, epochSeconds } = summarizeTrial(trial);
      return steady ? [epochSeconds.slice(steady.fromEpoch - 1)] : [];
    });
}

function conditionDifferences(run: Run, baseline: Run, id: string): ConditionDifference[] {
  const facts = (of: Run): Record<ConditionDifference, unknown> => {
    const program = programOf(of, id);
    const { cpuModel, logicalCores, os, variables } = of.environment;
    return {
      machine: [cpuModel, logicalCores, os],
      threads: [of.settings.threads, program?.threads],
      versions: [program?.language_version, program?.framework_version, program?.libraries, program?.blas],
      images: of.settings.images,
      variables,
    };
  };
  const [now, before] = [facts(run), facts(baseline)];
  const kinds: readonly ConditionDifference[] = ['machine', 'threads', 'versions', 'images', 'variables'];
  return kinds.filter((kind) => JSON.stringify(now[kind]) !== JSON.stringify(before[kind]));
}
