import { hasEnded, type Run } from '../model/run.js';
import { median } from '../stats/index.js';
import { programOf } from './summary.js';

/** Busy cores may exceed the threads asked for by this much before it is remarkable: helpers and start-up. */
const EXCESS = 1.25;
/** A program that keeps less of one core busy than this spent its time waiting. */
const WAITING = 0.8;

/** The threads that one implementation ran with. */
export interface ThreadUse {
  readonly implementation: string;
  /** What the program found in force, by pool. */
  readonly pools: Readonly<Record<string, number | string>>;
  /** The largest pool: how many threads can compute at once. */
  readonly threads?: number;
  /** Median over trials. */
  readonly coresBusy?: number;
}

export type FairnessFinding =
  /** The implementations did not compute with the same number of threads. */
  | { readonly kind: 'threads-differ'; readonly uses: readonly ThreadUse[] }
  /** They did so, but with another number than was asked for. */
  | { readonly kind: 'other-than-asked'; readonly uses: readonly ThreadUse[] }
  | { readonly kind: 'more-than-asked'; readonly implementation: string; readonly coresBusy: number }
  /** These kept not even one core busy. */
  | { readonly kind: 'waited'; readonly uses: readonly ThreadUse[] };

/** Threads asked for, found in force and really kept busy, per implementation that said so. */
export function threadUses(run: Run): ThreadUse[] {
  return run.implementations.map(({ id }) => {
    const told = Object.entries(programOf(run, id)?.threads ?? {});
    const pools = Object.fromEntries(told.filter(([pool]) => pool !== 'requested'));
    const sizes = Object.values(pools).filter((size) => typeof size === 'number');
    const busy = run.trials
      .filter(hasEnded)
      .filter(({ implementation, state }) => implementation === id && state === 'completed')
      .flatMap(({ measurements: { resources } }) => (resources ? [resources.coresBusy] : []));
    return {
      implementation: id,
      pools,
      ...(sizes.length > 0 ? { threads: Math.max(...sizes) } : {}),
      ...(busy.length > 0 ? { coresBusy: median(busy) } : {}),
    };
  });
}

/** What speaks against a fair comparison of the implementations' resources. */
export function fairnessFindings(run: Run): FairnessFinding[] {
  const uses = threadUses(run);
  const findings: FairnessFinding[] = [];
  const told = uses.filter(({ threads }) => threads !== undefined);
  const found = new Set(told.map(({ threads }) => threads));
  if (found.size > 1) findings.push({ kind: 'threads-differ', uses: told });
  else if (found.size === 1 && run.settings.threads !== 'default' && !found.has(run.settings.threads)) {
    findings.push({ kind: 'other-than-asked', uses: told });
  }
  for (const { implementation, coresBusy } of uses) {
    if (coresBusy === undefined || run.settings.threads === 'default') continue;
    if (coresBusy > run.settings.threads * EXCESS) {
      findings.push({ kind: 'more-than-asked', implementation, coresBusy });
    }
  }
  const waiting = uses.filter(({ coresBusy }) => coresBusy !== undefined && coresBusy < WAITING);
  if (waiting.length > 0) findings.push({ kind: 'waited', uses: waiting });
  return findings;
}
