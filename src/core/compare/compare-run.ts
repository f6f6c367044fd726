import type { Run } from '../model/run.js';
import { Random } from '../random.js';
import { holm, type Interval, mean, median, signFlipP } from '../stats/index.js';
import {
  type Claim,
  type Effect,
  estimate,
  FEWEST_BLOCKS,
  judge,
  MARGIN,
  marginsFor,
  strongestClaim,
} from './effect.js';
import { noiseFloor } from './noise.js';
import { bestMeasure, type SpeedMeasure, speedOf } from './speed.js';
import { summarizeRun, type TrialSummary } from './summary.js';
import { sameWorkGroups, type WorkDifference, workDifferences } from './work.js';

/** What can be said of one implementation's time by another's. */
export type Outcome =
  | ({
      readonly state: 'judged';
      /** Two-sided sign-flip p, adjusted by Holm over the run's comparisons; n blocks can give 2/2ⁿ at best. */
      readonly p: number;
      /** The larger difference, as a share, that one of the two shows against itself; absent with fewer than three trials. */
      readonly noiseFloor?: number;
    } & Effect)
  /** Too few blocks for an interval, and so for a verdict: the median ratio, and how far the blocks lie apart. */
  | { readonly state: 'seen'; readonly ratio: number; readonly range: Interval; readonly blocks: number }
  /** Not the same work: no ratio at all. */
  | { readonly state: 'refused'; readonly differences: readonly WorkDifference[] }
  /** No block has the measure of both. */
  | { readonly state: 'not-measured' };

/** `a` against `b`: ratios are a's time by b's. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly outcome: Outcome;
}

export interface RunComparison {
  readonly measure: SpeedMeasure;
  /** δ as a share. */
  readonly margin: number;
  /** The largest difference, as a share, that one of them shows against itself; absent with fewer than three trials. */
  readonly noiseFloor?: number;
  /** The fastest of those that did the same work, block by block; absent when nothing was completed. */
  readonly reference?: string;
  /** Every other implementation against the reference: comparable ones from fast to slow, then the rest. */
  readonly comparisons: readonly Comparison[];
}

/** Compares every implementation of a run with the fastest one, by method.md: blocks paired, margin 3 %, Holm. */
export function compareRun(run: Run): RunComparison {
  const summaries = summarizeRun(run).filter(({ completed }) => completed);
  const measure = bestMeasure(summaries);
  const times = new Map(run.implementations.map(({ id }) => [id, timesByBlock(summaries, id, measure)]));
  const [peers = []] = sameWorkGroups(run);
  const reference = fastest(peers, times);
  if (reference === undefined) return { measure, margin: MARGIN, comparisons: [] };

  const others = run.implementations.map(({ id }) => id).filter((id) => id !== reference);
  const floors = new Map([...times].map(([id, byBlock]) => [id, noiseFloor([...byBlock.values()], run.settings.seed)]));
  const pairs = others.map((id) => prepare(run, id, reference, times, floors));
  const met = pairs.flatMap((pair) => ('floor' in pair && pair.floor !== undefined ? [pair.floor] : []));
  return {
    measure,
    margin: MARGIN,
    ...(met.length > 0 ? { noiseFloor: Math.max(...met) } : {}),
    reference,
    comparisons: judgeAll(pairs).sort(bySpeed),
  };
}

type Prepared = { readonly a: string; readonly b: string } & (
  { readonly claim: Claim; readonly p: number; readonly floor: number | undefined } | { readonly outcome: Outcome }
);

function prepare(
  run: Run,
  a: string,
  b: string,
  times: ReadonlyMap<string, ReadonlyMap<number, number>>,
  floors: ReadonlyMap<string, number | undefined>,
): Prepared {
  const differences = workDifferences({ run, implementation: a }, { run, implementation: b });
  if (differences.length > 0) return { a, b, outcome: { state: 'refused', differences } };
  const logRatios = pairedLogRatios(times.get(a), times.get(b));
  if (logRatios.length === 0) return { a, b, outcome: { state: 'not-measured' } };
  if (logRatios.length < FEWEST_BLOCKS) return { a, b, outcome: seen(logRatios) };
  const { seed } = run.settings;
  const known = [floors.get(a), floors.get(b)].filter((floor) => floor !== undefined);
  const floor = known.length > 0 ? Math.max(...known) : undefined;
  return {
    a,
    b,
    claim: strongestClaim(estimate(logRatios, seed), marginsFor(MARGIN, floor)),
    p: signFlipP(logRatios, new Random(seed, 'sign-flip')),
    floor,
  };
}

function seen(logRatios: readonly number[]): Outcome {
  const range = { low: Math.exp(Math.min(...logRatios)), high: Math.exp(Math.max(...logRatios)) };
  return { state: 'seen', ratio: Math.exp(median(logRatios)), range, blocks: logRatios.length };
}

/** Judges all claims as one family. */
function judgeAll(pairs: readonly Prepared[]): Comparison[] {
  const open = pairs.filter((pair) => 'claim' in pair);
  const alphas = holm(open.map(({ claim }) => claim.alpha));
  const adjustedPs = holm(open.map(({ p }) => p));
  const judged = open.map(({ a, b, claim, p, floor }, place): Comparison => {
    const effect = judge(claim, alphas[place] ?? 1);
    const noise = floor === undefined ? {} : { noiseFloor: floor };
    return { a, b, outcome: { state: 'judged', ...effect, ...noise, p: adjustedPs[place] ?? p } };
  });
  return [...judged, ...pairs.filter((pair) => 'outcome' in pair)];
}

function timesByBlock(
  summaries: readonly TrialSummary[],
  implementation: string,
  measure: SpeedMeasure,
): Map<number, number> {
  return new Map(
    summaries
      .filter((summary) => summary.implementation === implementation)
      .flatMap((summary): [number, number][] => {
        const seconds = speedOf(summary, measure);
        return seconds !== undefined && seconds > 0 ? [[summary.block, seconds]] : [];
      }),
  );
}

/** ln(a / b) of each block that has both. */
function pairedLogRatios(
  a: ReadonlyMap<number, number> = new Map(),
  b: ReadonlyMap<number, number> = new Map(),
): number[] {
  return [...a].flatMap(([block, seconds]) => {
    const other = b.get(block);
    return other === undefined ? [] : [Math.log(seconds / other)];
  });
}

/**
 * The one that leads the others by most, each pair judged by the blocks that both have: where one of them ended early on a
 * drifting machine, the medians of all their blocks would compare different hours.
 */
function fastest(
  candidates: readonly string[],
  times: ReadonlyMap<string, ReadonlyMap<number, number>>,
): string | undefined {
  const measured = candidates.filter((id) => (times.get(id)?.size ?? 0) > 0);
  const ranked = measured.map((id) => {
    const leads = measured.map((other) => pairedLogRatios(times.get(id), times.get(other)));
    return { id, lead: mean(leads.map((logRatios) => (logRatios.length > 0 ? median(logRatios) : 0))) };
  });
  return ranked.sort((x, y) => x.lead - y.lead)[0]?.id;
}

/** Comparable ones from fast to slow, then those without a ratio in their own order. */
function bySpeed({ outcome: x }: Comparison, { outcome: y }: Comparison): number {
  if ('ratio' in x && 'ratio' in y) return x.ratio - y.ratio;
  return Number('ratio' in y) - Number('ratio' in x);
}
