import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import type { Readiness } from '../../../src/core/model/readiness.js';
import type { Trial } from '../../../src/core/model/run.js';
import { choosePair } from '../../../src/extension/commands/script-pair.js';

const implementations = [
  { id: 'tensorflow', language: 'python' },
  { id: 'flux', language: 'julia' },
  { id: 'numpy', language: 'python' },
  { id: 'plain', language: 'julia' },
] as Implementation[];

const trial = (implementation: string, state: Trial['state'] = 'completed') => ({ implementation, state }) as Trial;
const are =
  (state: Readiness['state']) =>
  (...ids: string[]) =>
    ids.map((implementation) => ({ implementation, state }) as Readiness);
const ready = are('ready');
const notReady = are('not-ready');

async function pair(trials: readonly Trial[], readiness: readonly Readiness[] = []): Promise<string[]> {
  const chosen = await choosePair(implementations, trials, () => Promise.resolve(readiness));
  return chosen.map(({ id }) => id);
}

describe('the scripts that are laid side by side', () => {
  it('are those that the last run measured, the best-known of each language', async () => {
    expect(await pair([trial('numpy'), trial('plain')])).toEqual(['numpy', 'plain']);
    expect(await pair([trial('plain'), trial('numpy'), trial('tensorflow')])).toEqual(['tensorflow', 'plain']);
  });

  it('need no look at the machine when the last run decides', async () => {
    const refuse = () => Promise.reject(new Error('asked'));
    await expect(choosePair(implementations, [trial('numpy'), trial('plain')], refuse)).resolves.toHaveLength(2);
    await expect(choosePair(implementations, [trial('numpy')], refuse)).rejects.toThrow('asked');
  });

  it('are those that can run, for a language of which the last run completed none', async () => {
    const readiness = [...ready('tensorflow', 'numpy', 'plain'), ...notReady('flux')];
    expect(await pair([], readiness)).toEqual(['tensorflow', 'plain']);
    expect(await pair([trial('numpy'), trial('flux', 'failed')], readiness)).toEqual(['numpy', 'plain']);
  });

  it('are those that the experiment names first where nothing can run', async () => {
    expect(await pair([], notReady('tensorflow', 'flux', 'numpy', 'plain'))).toEqual(['tensorflow', 'flux']);
  });

  it('are as many as there are languages', async () => {
    const chosen = await choosePair(implementations.slice(0, 1), [], () => Promise.resolve([]));
    expect(chosen.map(({ id }) => id)).toEqual(['tensorflow']);
  });
});
