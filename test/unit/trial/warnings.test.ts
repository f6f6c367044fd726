import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../src/core/model/run.js';
import type { Sentence } from '../../../src/core/model/sentence.js';
import { english, tell } from '../../../src/core/report/index.js';
import { warnAboutClock, warnAboutTrials, warnAtStart } from '../../../src/core/trial/warnings.js';

const quiet: Environment = {
  cpuModel: 'Some CPU',
  logicalCores: 4,
  memoryBytes: 8e9,
  os: 'Linux',
  architecture: 'x64',
  loadAtStart: 0.3,
  variables: {},
};
const inEnglish = (warnings: readonly Sentence[]): string[] => warnings.map((warning) => tell(warning, english));
const load = (block: number, coresBusy: number) => ({ title: 'Julia Flux', block, coresBusy });

describe('at the start', () => {
  test('a quiet machine on mains needs no warning', () => {
    const clock = { governor: 'performance' };
    expect(warnAtStart({ ...quiet, onBattery: false, governor: 'performance' }, clock, 0.1)).toEqual([]);
  });

  test('a busy machine does', () => {
    expect(inEnglish(warnAtStart(quiet, {}, 1.5))).toEqual([expect.stringContaining('1.5 of 4 cores, load 0.3')]);
  });

  test('a machine whose load is that of what has ended does not, nor one of which nothing is known', () => {
    expect(warnAtStart({ ...quiet, loadAtStart: 2.5 }, {}, 0.2)).toEqual([]);
    expect(warnAtStart({ ...quiet, loadAtStart: 2.5 }, {}, undefined)).toEqual([]);
  });

  test('a battery does', () => {
    expect(inEnglish(warnAtStart({ ...quiet, onBattery: true }, {}, 0))).toEqual([expect.stringContaining('battery')]);
  });

  test('the governor powersave does, but not where it is the usual name', () => {
    expect(inEnglish(warnAtStart(quiet, { governor: 'powersave', driver: 'acpi-cpufreq' }, 0))).toEqual([
      expect.stringContaining('powersave'),
    ]);
    expect(warnAtStart(quiet, { governor: 'powersave', driver: 'intel_pstate' }, 0)).toEqual([]);
  });
});

describe('beside the trials', () => {
  test('little load is no matter', () => {
    expect(warnAboutTrials([load(1, 0.1), load(2, 0.3)], 4)).toEqual([]);
  });

  test('other load is told once, at its worst', () => {
    expect(inEnglish(warnAboutTrials([load(1, 0.1), load(2, 1.26), load(3, 0.8)], 4))).toEqual([
      'Other programs kept 1.3 of 4 cores busy while Julia Flux ran in block 2 (2 of 3 trials were disturbed).',
    ]);
  });
});

describe('the clock', () => {
  test('that stayed as it was needs no warning', () => {
    const clock = { throttleCount: 3, limitKilohertz: 3.4e6 };
    expect(warnAboutClock(clock, clock)).toEqual([]);
    expect(warnAboutClock({}, {})).toEqual([]);
  });

  test('that was slowed down does', () => {
    expect(inEnglish(warnAboutClock({ throttleCount: 3 }, { throttleCount: 8 }))).toEqual([
      expect.stringContaining('5 times'),
    ]);
    expect(inEnglish(warnAboutClock({ limitKilohertz: 3.4e6 }, { limitKilohertz: 2e6 }))).toEqual([
      expect.stringContaining('from 3.40 to 2.00 GHz'),
    ]);
  });
});
