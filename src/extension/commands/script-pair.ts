import type { Implementation } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import type { Trial } from '../../core/model/run.js';

/** From left to right. */
const LANGUAGES = ['python', 'julia'];

type ByLanguage = ReadonlyMap<string, Implementation>;

/**
 * One implementation of each language to lay side by side: what the last run measured, above whose train calls times
 * stand; else what is ready; else what the experiment names first.
 *
 * @param readiness asked only when the last run does not decide, since finding out starts interpreters
 */
export async function choosePair(
  implementations: readonly Implementation[],
  lastTrials: readonly Trial[],
  readiness: () => Promise<readonly Readiness[]>,
): Promise<readonly Implementation[]> {
  const amongThese = (entries: readonly { readonly implementation: string }[]): ByLanguage =>
    firstOfEach(implementations.filter(({ id }) => entries.some(({ implementation }) => implementation === id)));

  let pair = amongThese(lastTrials.filter(({ state }) => state === 'completed'));
  if (pair.size < LANGUAGES.length) {
    const ready = (await readiness()).filter(({ state }) => state === 'ready');
    pair = new Map([...firstOfEach(implementations), ...amongThese(ready), ...pair]);
  }
  return LANGUAGES.flatMap((language) => pair.get(language) ?? []);
}

/** An experiment names the best-known implementation of a language first. */
function firstOfEach(implementations: readonly Implementation[]): ByLanguage {
  return new Map(implementations.map((each) => [each.language, each] as const).reverse());
}
