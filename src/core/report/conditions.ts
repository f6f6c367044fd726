import { compareRun, programOf, type RunComparison, threadUses } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { reportColumns } from './columns.js';
import { formatCount } from './format.js';
import { usableCores } from './measures.js';
import { english, type Translate } from './translate.js';
import { warningsOn } from './warnings.js';
import { blocksOf, dataTitle, describeDifferences, listOf, titleOf, versionsOf } from './words.js';

/** What a reader must know to take the headline for what it is. */
export interface Conditions {
  readonly sameWork: 'same' | 'different' | 'unknown';
  /** `same work`, or what differs, in a few words. */
  readonly sameWorkText: string;
  /** Data, epochs and batch, blocks, threads, versions, machine, variables that steer speed: a few words each. */
  readonly items: readonly string[];
  /** Anything unusual, a plain sentence each, the gravest first. */
  readonly warnings: readonly string[];
}

export function conditions(
  run: Run,
  say: Translate = english,
  comparison: RunComparison = compareRun(run),
): Conditions {
  return {
    ...sameWork(run, comparison, say),
    items: [
      describeData(run, say),
      describeTraining(run, say),
      ...(run.settings.blocks > 1 ? [blocksOf(run.settings.blocks, say)] : []),
      describeThreads(run, say),
      ...describeVersions(run, say),
      describeMachine(run, say),
      ...Object.entries(run.environment.variables).map(([name, value]) => `${name}=${value}`),
    ],
    warnings: warningsOn(run, comparison, say),
  };
}

function sameWork(
  run: Run,
  { comparisons }: RunComparison,
  say: Translate,
): Pick<Conditions, 'sameWork' | 'sameWorkText'> {
  const refused = comparisons.flatMap(({ a, outcome }) => (outcome.state === 'refused' ? [{ a, ...outcome }] : []));
  const differing = refused.filter(({ differences }) => differences.some(({ kind }) => kind === 'differs'));
  if (differing.length > 0) {
    const clauses = differing.map(({ a, differences }) =>
      say('{0}: {1}', titleOf(run, a), describeDifferences(differences, run, say)),
    );
    return { sameWork: 'different', sameWorkText: say('not the same work ({0})', clauses.join('; ')) };
  }
  if (refused.length > 0) {
    const silences = new Set(refused.map(({ differences }) => describeDifferences(differences, run, say)));
    return { sameWork: 'unknown', sameWorkText: say('same work not shown ({0})', [...silences].join('; ')) };
  }
  if (comparisons.some(({ outcome }) => 'ratio' in outcome))
    return { sameWork: 'same', sameWorkText: say('same work') };
  const nothing = run.state === 'running' ? say('nothing to compare yet') : say('nothing to compare');
  return { sameWork: 'unknown', sameWorkText: nothing };
}

function describeData({ dataset }: Run, say: Translate): string {
  const [train, test] = [formatCount(dataset.trainImages), formatCount(dataset.testImages)];
  return say('{0}, {1} training and {2} test images', dataTitle(dataset, say), train, test);
}

function describeTraining({ settings: { epochs, batchSize } }: Run, say: Translate): string {
  return epochs === 1 ? say('one epoch, batch {0}', batchSize) : say('{0} epochs, batch {1}', epochs, batchSize);
}

function describeThreads(run: Run, say: Translate): string {
  const { threads } = run.settings;
  const found = [...new Set(threadUses(run).flatMap((use) => use.threads ?? []))];
  const inForce = listOf(found.map(String), say);
  if (threads === 'default') return found.length > 0 ? say('default threads ({0})', inForce) : say('default threads');
  if (found.some((each) => each !== threads)) return say('{0} threads asked for, {1} found', threads, inForce);
  return threads === 1 ? say('one thread each') : say('{0} threads each', threads);
}

/** `TensorFlow 2.21.0`, `Flux 0.16.9 on Julia 1.12.6`, each once. */
function describeVersions(run: Run, say: Translate): string[] {
  const told = reportColumns(run, say).flatMap(({ implementation }) => {
    const program = programOf(run, implementation);
    if (!program) return [];
    const { made, runs } = versionsOf(program);
    return [made === runs ? made : say('{0} on {1}', made, runs)];
  });
  return [...new Set(told)];
}

function describeMachine(run: Run, say: Translate): string {
  const cores = usableCores(run);
  return cores === 1
    ? say('{0}, one core', run.environment.cpuModel)
    : say('{0}, {1} cores', run.environment.cpuModel, cores);
}
