import type { PhaseSpan, ResourceSample, Trial, TrialKey } from '../../../src/core/model/run.js';
import type { Phase } from '../../../src/core/model/timing.js';
import type { Random } from '../../../src/core/random.js';
import { known } from './known.js';
import type { Profile } from './profiles.js';

export const PARAMETERS = 16_938;
export const DATA_HASH = '3f1c0c4ff1ba9d7ae1a34be2cbbf8f4e2a40d2a6f2d7dcd5b4a5f4a5fb6e9c11';

function spans(profile: Profile, epochs: number, random: Random): readonly PhaseSpan[] {
  const noise = (): number => 1 + (random.float() - 0.5) * 0.03;
  const plan: readonly (readonly [Phase, number, Partial<PhaseSpan>])[] = [
    ['import', profile.imports, {}],
    ['preprocessing', profile.preprocessing, {}],
    ['build', profile.build, {}],
    ...Array.from({ length: epochs }, (_, index): readonly [Phase, number, Partial<PhaseSpan>] => [
      'epoch',
      index === 0 ? profile.firstEpoch : profile.epoch * (1 + 0.02 / index),
      {
        epoch: index + 1,
        ...(index === 0 && profile.compilationShare !== undefined && { compilationShare: profile.compilationShare }),
      },
    ]),
    ['evaluation', profile.evaluation, {}],
  ];
  let at = profile.launch * noise();
  return plan.map(([phase, seconds, more]) => {
    const span: PhaseSpan = {
      phase,
      startSeconds: at,
      seconds: seconds * noise(),
      source: 'marker',
      resolutionSeconds: 1e-9,
      ...more,
    };
    at += span.seconds + 0.01;
    return span;
  });
}

function samples(profile: Profile, wallSeconds: number, random: Random): readonly ResourceSample[] {
  const count = Math.min(120, Math.max(4, Math.floor(wallSeconds)));
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count;
    const training = share > 0.1 && share < 0.97;
    return {
      atSeconds: wallSeconds * share,
      coresBusy: Math.min(2, (training ? profile.cores : 0.95) * (0.93 + random.float() * 0.14)),
      residentBytes: profile.peakBytes * Math.min(1, 0.25 + share * 2.2) * (0.99 + random.float() * 0.01),
      threads: profile.language === 'python' ? 7 : 4,
    };
  });
}

/** One trial of a profile, with the noise that measurements have. */
export function trial(
  profile: Profile,
  key: TrialKey,
  epochs: number,
  random: Random,
): Extract<Trial, { state: 'completed' }> {
  const phases = spans(profile, epochs, random);
  const last = known(phases.at(-1));
  const wallSeconds = last.startSeconds + last.seconds + 0.2;
  const firstEpoch = known(phases.find((span) => span.phase === 'epoch'));
  const used = samples(profile, wallSeconds, random);
  return {
    ...key,
    state: 'completed',
    startedAt: '2026-01-05T09:30:00.000Z',
    wallSeconds,
    command: [profile.language, `mnist_${profile.framework.toLowerCase()}`, '--epochs', String(epochs)],
    exitCode: 0,
    signal: null,
    log: `logs/${profile.id}-${key.block}.log.gz`,
    measurements: {
      timings: phases.map((span, index) => ({
        seconds: span.seconds,
        resolutionSeconds: 1e-9,
        source: 'marker',
        line: index + 2,
        phase: span.phase,
        ...(span.epoch !== undefined && { epoch: span.epoch }),
      })),
      phases,
      launchToFirstStepSeconds: firstEpoch.startSeconds + profile.firstStep,
      program: {
        v: 1,
        t_ns: 0,
        event: 'start',
        language: profile.language,
        language_version: profile.versions[0],
        framework: profile.framework,
        framework_version: profile.versions[1],
        threads: { requested: 2, blas: 2 },
      },
      parameters: PARAMETERS,
      stepsPerEpoch: 469,
      firstStepLoss: 2.3019 + random.float() * 1e-4,
      lastLoss: 0.04 + random.float() * 0.02,
      accuracy: profile.accuracy + (random.float() - 0.5) * 0.001,
      dataSha256: DATA_HASH,
      resources: {
        userSeconds: wallSeconds * profile.cores * 0.95,
        systemSeconds: wallSeconds * profile.cores * 0.05,
        coresBusy: profile.cores,
        peakResidentBytes: Math.max(...used.map((sample) => sample.residentBytes)),
        peakThreads: 7,
        samples: used,
      },
    },
  };
}
