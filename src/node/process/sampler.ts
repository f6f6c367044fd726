import { availableParallelism } from 'node:os';
import type { Resources, ResourceSample } from '../../core/model/run.js';
import { SampleSeries } from '../../core/trial/sample-series.js';
import { LinuxTreeProbe } from './linux-tree-probe.js';
import { PortableTreeProbe } from './portable-tree-probe.js';
import type { ProcessTree } from './process-tree.js';
import type { ReapedCpu } from './reaped-cpu.js';
import type { CpuSeconds, TreeProbe, TreeUsage } from './tree-usage.js';

/** Readings come fast at first, so that short programs are seen too, then at a rate that costs next to nothing. */
const FIRST_PAUSE_MILLISECONDS = 20;
const PAUSE_MILLISECONDS = process.platform === 'linux' ? 250 : 1000;
/** Linux counts CPU time in hundredths of a second: over less than this, cores busy would be noise. */
const SHORTEST_INTERVAL_SECONDS = 0.1;
/** By how much the exact CPU time may miss the sampled one because of the clocks' granularity. */
const CLOCK_SLACK_SECONDS = 0.05;

interface Reading {
  readonly atSeconds: number;
  readonly usage: TreeUsage;
}

/** Follows what a process tree uses from launch to end. */
export class ResourceSampler {
  readonly #launchedAt: number;
  readonly #probe: TreeProbe;
  readonly #reaped: ReapedCpu;
  readonly #onSample: ((sample: ResourceSample) => void) | undefined;
  readonly #series = new SampleSeries();
  #timer: NodeJS.Timeout | undefined;
  #last: Reading | undefined;
  /** The reading that the last sample ended at. */
  #sampled: Reading | undefined;
  #peakResidentBytes = 0;
  #peakThreads = 0;

  /**
   * @param launchedAt the reading of `performance.now()` that is 0 on the samples' time axis
   * @param reaped begun before the launch
   */
  constructor(tree: ProcessTree, launchedAt: number, reaped: ReapedCpu, onSample?: (sample: ResourceSample) => void) {
    this.#launchedAt = launchedAt;
    this.#probe = process.platform === 'linux' ? new LinuxTreeProbe(tree) : new PortableTreeProbe(tree);
    this.#reaped = reaped;
    this.#onSample = onSample;
    this.#schedule(FIRST_PAUSE_MILLISECONDS);
  }

  /** To be called as soon as the launched process has ended. Undefined when that was too soon to see its memory. */
  finish(wallSeconds: number): Resources | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const exact = this.#exactCpu(wallSeconds);
    if (!this.#last) return undefined;
    const cpu = exact ?? this.#last.usage;
    return {
      userSeconds: toThousandths(cpu.userSeconds),
      systemSeconds: toThousandths(cpu.systemSeconds),
      coresBusy: total(cpu) / wallSeconds,
      peakResidentBytes: this.#peakResidentBytes,
      peakThreads: this.#peakThreads,
      samples: this.#series.samples,
    };
  }

  #schedule(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      void this.#read().then(() => {
        if (this.#timer) this.#schedule(Math.min(2 * milliseconds, PAUSE_MILLISECONDS));
      });
    }, milliseconds);
  }

  async #read(): Promise<void> {
    const found = this.#probe.read();
    const usage = found instanceof Promise ? await found : found;
    // A process without memory has ended and only waits to be noticed.
    if (!usage || usage.residentBytes === 0 || !this.#timer) return;
    const reading = { atSeconds: (performance.now() - this.#launchedAt) / 1000, usage };
    this.#last = reading;
    this.#peakResidentBytes = Math.max(this.#peakResidentBytes, usage.residentBytes, usage.peakResidentBytes);
    this.#peakThreads = Math.max(this.#peakThreads, usage.threads);
    this.#sample(reading);
  }

  #sample({ atSeconds, usage }: Reading): void {
    const interval = atSeconds - (this.#sampled?.atSeconds ?? 0);
    if (interval < SHORTEST_INTERVAL_SECONDS) return;
    const spent = total(usage) - (this.#sampled ? total(this.#sampled.usage) : 0);
    const sample: ResourceSample = {
      atSeconds: toThousandths(atSeconds),
      coresBusy: toThousandths(Math.max(0, spent / interval)),
      residentBytes: usage.residentBytes,
      threads: usage.threads,
    };
    this.#sampled = { atSeconds, usage };
    this.#series.add(sample);
    this.#onSample?.(sample);
  }

  /**
   * What the kernel told when the process was waited for, with what it left behind. Undefined where that is not known,
   * or cannot be true by the last reading: then some other child of this process ended in the meantime.
   */
  #exactCpu(wallSeconds: number): CpuSeconds | undefined {
    const reaped = this.#reaped.take();
    if (!reaped) return undefined;
    const left = this.#probe.readLeftBehind();
    const cpu = {
      userSeconds: reaped.userSeconds + left.userSeconds,
      systemSeconds: reaped.systemSeconds + left.systemSeconds,
    };
    const known = this.#last ? total(this.#last.usage) : 0;
    const unseenSeconds = wallSeconds - (this.#last?.atSeconds ?? 0);
    const isPossible =
      total(cpu) >= known - CLOCK_SLACK_SECONDS &&
      total(cpu) <= known + unseenSeconds * availableParallelism() + CLOCK_SLACK_SECONDS;
    return isPossible ? cpu : undefined;
  }
}

/** Finer than the clocks, and short in a file. */
function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function total({ userSeconds, systemSeconds }: CpuSeconds): number {
  return userSeconds + systemSeconds;
}
