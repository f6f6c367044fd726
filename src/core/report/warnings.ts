import {
  FEWEST_BLOCKS,
  fairnessFindings,
  type FairnessFinding,
  MARGIN,
  outlyingTrials,
  type RunComparison,
  strayAspects,
  summarizeRun,
  tellingTrials,
  type ThreadUse,
} from '../compare/index.js';
import type { Run } from '../model/run.js';
import { reportColumns } from './columns.js';
import { formatCores, formatSeconds, formatShare } from './format.js';
import { tell, type Translate } from './translate.js';
import { describeSynthetic, listOf, nameAspect, titleOf } from './words.js';

/** What a reader should know before trusting a figure, a plain sentence each, the gravest first. */
export function warningsOn(run: Run, comparison: RunComparison, say: Translate): string[] {
  return [
    ...(run.dataset.synthetic ? [describeSynthetic(run.dataset, say)] : []),
    ...unfinished(run, say),
    ...strays(run, say),
    ...(run.settings.blocks < FEWEST_BLOCKS && comparison.comparisons.length > 0
      ? [say('Fewer than {0} blocks: there is no interval, and nothing is claimed.', FEWEST_BLOCKS)]
      : []),
    ...noise(comparison, say),
    ...fairnessFindings(run).map((finding) => describeFairness(finding, run, say)),
    ...unsteady(run, say),
    ...coarse(run, say),
    ...outlyingTrials(run, comparison.measure).map(({ implementation, block, seconds }) =>
      say(
        '{0}, block {1}: {2} lies far from its other trials. It is kept in every figure.',
        titleOf(run, implementation),
        block,
        formatSeconds(seconds),
      ),
    ),
    ...run.warnings.map((warning) => tell(warning, say)),
  ];
}

function unfinished(run: Run, say: Translate): string[] {
  if (run.state === 'running') return [];
  return reportColumns(run, say).flatMap(({ title, note }) => (note === undefined ? [] : [`${title}: ${note}`]));
}

/** Programs that all err alike agree with each other, and yet not with what was prepared for them. */
function strays(run: Run, say: Translate): string[] {
  return run.implementations.flatMap(({ id }) => {
    const aspects = strayAspects({ run, implementation: id }).map((aspect) => nameAspect(aspect, say));
    return aspects.length > 0
      ? [say('{0} did not do the work that was prepared: other {1}.', titleOf(run, id), listOf(aspects, say))]
      : [];
  });
}

function noise({ noiseFloor, margin }: RunComparison, say: Translate): string[] {
  if (noiseFloor === undefined || noiseFloor <= margin) return [];
  return [
    say(
      'Noise: an implementation compared with itself differs by up to {0} here, more than the margin of {1}; only larger differences are claimed.',
      formatShare(noiseFloor),
      formatShare(margin),
    ),
  ];
}

function describeFairness(finding: FairnessFinding, run: Run, say: Translate): string {
  switch (finding.kind) {
    case 'threads-differ':
      return say('Thread counts differ: {0}.', describeThreads(finding.uses, run, say));
    case 'other-than-asked':
      return say('Not the {0} threads asked for: {1}.', run.settings.threads, describeThreads(finding.uses, run, say));
    case 'more-than-asked':
      return say(
        '{0} kept {1} cores busy although {2} threads were asked for.',
        titleOf(run, finding.implementation),
        formatCores(finding.coresBusy),
        run.settings.threads,
      );
    case 'waited':
      return say(
        'Less than one core kept busy, by waiting or by other work on the machine: {0}.',
        listOf(
          finding.uses.map(
            ({ implementation, coresBusy }) => `${titleOf(run, implementation)} ${formatCores(coresBusy ?? 0)}`,
          ),
          say,
        ),
      );
  }
}

function describeThreads(uses: readonly ThreadUse[], run: Run, say: Translate): string {
  return listOf(
    uses.map(({ implementation, threads }) => `${titleOf(run, implementation)} ${threads ?? '?'}`),
    say,
  );
}

/** Epochs that are known less finely than differences matter: a spread of none then says nothing. */
function coarse(run: Run, say: Translate): string[] {
  return run.implementations.flatMap(({ id, title }) => {
    const epochs = tellingTrials(run, id).flatMap(({ measurements }) =>
      measurements.phases.filter(({ phase }) => phase === 'epoch'),
    );
    const coarsest = epochs.find(({ seconds, resolutionSeconds }) => resolutionSeconds > MARGIN * seconds);
    return coarsest
      ? [
          say(
            "{0}'s epochs are read from what it prints, to within {1}.",
            title,
            formatSeconds(coarsest.resolutionSeconds),
          ),
        ]
      : [];
  });
}

function unsteady(run: Run, say: Translate): string[] {
  const names = run.implementations
    .filter(({ id }) =>
      summarizeRun(run).some(({ implementation, steady }) => implementation === id && steady?.reached === false),
    )
    .map(({ title }) => title);
  return names.length > 0
    ? [say('No steady state in {0}: the epochs still vary by 2 % or more.', listOf(names, say))]
    : [];
}
