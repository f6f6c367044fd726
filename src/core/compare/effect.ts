import { Random } from '../random.js';
import { bcaBootstrap, type Bootstrap, type Interval, median, percentileBootstrap } from '../stats/index.js';

/** δ: a difference of up to 3 % is none that matters. */
export const MARGIN = 0.03;
/** Of intervals, and of a family's verdicts together. */
export const LEVEL = 0.95;
/**
 * Below so many blocks there is no interval: one of the median of n values, found by resampling them, reaches no further
 * than from the smallest to the largest, which hold the true median with probability 1 − 2/2ⁿ: 88 % for four, 94 % for five.
 */
export const FEWEST_BLOCKS = 5;
/** From so many blocks on the interval is BCa, which needs a shape to correct. */
const BCA_BLOCKS = 8;
/** With fewer blocks no sign-flip test can reach p < 0.05, and a judgement is preliminary. */
const FIRM_BLOCKS = 6;
/** More blocks than this are nobody's plan. */
const MOST_BLOCKS = 200;

/** Whether a ratio of times is within δ of 1. */
export const isAlike = (ratio: number): boolean => Math.abs(Math.log(ratio)) <= Math.log1p(MARGIN);

export type Verdict = 'faster' | 'slower' | 'equivalent' | 'inconclusive';

/** What repeated trials say of the ratio of two times, side A by side B: above 1 A is slower. */
export interface Effect {
  readonly ratio: number;
  /** Of the ratio, at 95 %. */
  readonly interval: Interval & { readonly method: 'percentile' | 'bca' };
  readonly blocks: number;
  readonly preliminary: boolean;
  /** The verdict on A, at the family's level. */
  readonly verdict: Verdict;
  /** Where inconclusive: how many blocks it would take at this spread; absent when that is no sensible number. */
  readonly blocksNeeded?: number;
  /** Inconclusive only beside the family's other comparisons: the interval itself is clear of the margin. */
  readonly clearAlone?: true;
}

/** A ratio's distribution before it is judged: judging needs the whole family of comparisons. */
export interface Estimate {
  readonly ratio: number;
  readonly blocks: number;
  readonly distribution: Bootstrap;
  readonly method: 'percentile' | 'bca';
}

/**
 * R̂ = exp(median d) of paired log ratios d = ln(A / B), one a block, with its bootstrap distribution.
 *
 * @param logRatios {@link FEWEST_BLOCKS} or more
 */
export function estimate(logRatios: readonly number[], seed: number): Estimate {
  const random = new Random(seed, 'bootstrap');
  const method = logRatios.length >= BCA_BLOCKS ? 'bca' : 'percentile';
  const bootstrap = method === 'bca' ? bcaBootstrap : percentileBootstrap;
  return {
    ratio: Math.exp(median(logRatios)),
    blocks: logRatios.length,
    distribution: bootstrap(logRatios, median, random),
    method,
  };
}

export interface Margins {
  /** ln(1 + δ) for "equivalent"; null refuses that verdict, since the machine's noise is larger. */
  readonly equivalent: number | null;
  /** ln of the ratio beyond which "slower" and, inverted, "faster" begin. */
  readonly different: number;
}

/** δ, or the machine's noise floor where that is larger: no claim is finer than what one program shows against itself. */
export function marginsFor(marginShare: number, noiseFloor: number | undefined): Margins {
  const [margin, floor] = [Math.log1p(marginShare), Math.log1p(noiseFloor ?? 0)];
  return { equivalent: floor > margin ? null : margin, different: Math.max(margin, floor) };
}

/** What an estimate comes to, before the family that it belongs to is known. */
export interface Claim {
  readonly estimated: Estimate;
  readonly margins: Margins;
  readonly verdict: Verdict;
  /** The smallest α at which the interval still says so; 1 where it says nothing. */
  readonly alpha: number;
}

export function strongestClaim(estimated: Estimate, margins: Margins): Claim {
  const { distribution } = estimated;
  const candidates: Pick<Claim, 'verdict' | 'alpha'>[] = [
    { verdict: 'inconclusive', alpha: 1 },
    { verdict: 'slower', alpha: distribution.alphaBeyond('above', margins.different) },
    { verdict: 'faster', alpha: distribution.alphaBeyond('below', -margins.different) },
  ];
  if (margins.equivalent !== null) {
    const alpha = Math.max(
      distribution.alphaBeyond('above', -margins.equivalent),
      distribution.alphaBeyond('below', margins.equivalent),
    );
    candidates.push({ verdict: 'equivalent', alpha });
  }
  const strongest = candidates.reduce((best, each) => (each.alpha < best.alpha ? each : best));
  return { estimated, margins, ...strongest };
}

/**
 * @param correctedAlpha the claim's α by Holm's method among all claims of its family, so that many comparisons do not make
 *   a chance find likely (Holm, Scandinavian Journal of Statistics 1979)
 */
export function judge({ estimated, margins, verdict, alpha }: Claim, correctedAlpha: number): Effect {
  const { ratio, blocks, method, distribution } = estimated;
  const log = distribution.interval(LEVEL);
  const stands = correctedAlpha < 1 - LEVEL;
  const clearAlone = !stands && alpha < 1 - LEVEL;
  const needed = stands || clearAlone ? undefined : blocksNeeded(estimated, log, margins);
  return {
    ratio,
    interval: { low: Math.exp(log.low), high: Math.exp(log.high), method },
    blocks,
    preliminary: blocks < FIRM_BLOCKS,
    verdict: stands ? verdict : 'inconclusive',
    ...(needed !== undefined && { blocksNeeded: needed }),
    ...(clearAlone && { clearAlone }),
  };
}

/**
 * How many blocks would bring the interval clear of the margin that it now touches, if ratio and spread stay: the half
 * width shrinks with the square root of their number.
 */
function blocksNeeded({ ratio, blocks }: Estimate, log: Interval, margins: Margins): number | undefined {
  const distance = Math.abs(Math.log(ratio));
  const room = distance > margins.different ? distance - margins.different : (margins.equivalent ?? 0) - distance;
  if (room <= 0) return undefined;
  const needed = Math.max(blocks + 1, Math.ceil(blocks * ((log.high - log.low) / 2 / room) ** 2));
  return needed <= MOST_BLOCKS ? needed : undefined;
}
