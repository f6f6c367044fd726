import type { Environment } from '../model/run.js';
import { sentence, type Sentence } from '../model/sentence.js';

/** What sets the processor's speed, as far as the system tells. */
export interface ClockState {
  readonly governor?: string;
  /** The kernel's driver that the governor steers. */
  readonly driver?: string;
  /** The highest speed that is allowed at present. */
  readonly limitKilohertz?: number;
  /** How often cores were slowed down since boot because they were too hot. */
  readonly throttleCount?: number;
}

/** Cores that programs other than the trial's kept busy while it ran. */
export interface OtherLoad {
  /** The implementation's title. */
  readonly title: string;
  readonly block: number;
  readonly coresBusy: number;
}

/** Share of the machine from which other load disturbs a measurement. */
const DISTURBING_SHARE = 0.1;
/** What is seen before the first trial is seen for a moment only: less than this share of the machine tells nothing. */
const BUSY_SHARE = 0.25;
/** Under these drivers a governor named `powersave` is the usual one and does not hold the clock low. */
const DRIVERS_THAT_CHOOSE = ['intel_pstate', 'amd-pstate-epp'];

/**
 * What a reader should know of the machine before anything has run.
 * @param othersBusyCores cores that other programs kept busy just then; undefined where that is not known
 */
export function warnAtStart(
  { loadAtStart, logicalCores, onBattery }: Environment,
  clock: ClockState,
  othersBusyCores: number | undefined,
): Sentence[] {
  const warnings: Sentence[] = [];
  if (othersBusyCores !== undefined && othersBusyCores > BUSY_SHARE * logicalCores) {
    warnings.push(
      sentence(
        'The machine was busy when the run started: {0} of {1} cores, load {2}. Times may be too long.',
        othersBusyCores.toFixed(1),
        logicalCores,
        loadAtStart.toFixed(1),
      ),
    );
  }
  if (onBattery === true) warnings.push(sentence('The machine ran on battery, which may slow it down.'));
  if (clock.governor === 'powersave' && !DRIVERS_THAT_CHOOSE.includes(clock.driver ?? '')) {
    warnings.push(
      sentence('The CPU governor is "powersave", which holds the clock low. Choose "performance" for measuring.'),
    );
  }
  return warnings;
}

/** What a reader should know of what went on beside the trials. */
export function warnAboutTrials(loads: readonly OtherLoad[], logicalCores: number): Sentence[] {
  const disturbed = loads.filter(({ coresBusy }) => coresBusy > DISTURBING_SHARE * logicalCores);
  const [worst] = disturbed.toSorted((a, b) => b.coresBusy - a.coresBusy);
  if (!worst) return [];
  const facts = [worst.coresBusy.toFixed(1), logicalCores, worst.title, worst.block] as const;
  return [
    disturbed.length === 1
      ? sentence('Other programs kept {0} of {1} cores busy while {2} ran in block {3}.', ...facts)
      : sentence(
          'Other programs kept {0} of {1} cores busy while {2} ran in block {3} ({4} of {5} trials were disturbed).',
          ...facts,
          disturbed.length,
          loads.length,
        ),
  ];
}

/** Whether the processor's speed was changed between two readings. */
export function warnAboutClock(before: ClockState, after: ClockState): Sentence[] {
  const warnings: Sentence[] = [];
  const throttled = (after.throttleCount ?? 0) - (before.throttleCount ?? 0);
  if (throttled > 0) {
    warnings.push(sentence('The CPU was too hot and slowed itself down {0} times during the run.', throttled));
  }
  const [limitBefore, limitAfter] = [before.limitKilohertz, after.limitKilohertz];
  if (limitBefore !== undefined && limitAfter !== undefined && limitBefore !== limitAfter) {
    const gigahertz = (kilohertz: number) => (kilohertz / 1e6).toFixed(2);
    warnings.push(
      sentence(
        "The CPU's highest clock was changed during the run, from {0} to {1} GHz.",
        gigahertz(limitBefore),
        gigahertz(limitAfter),
      ),
    );
  }
  return warnings;
}
