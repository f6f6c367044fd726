import * as l10n from '@vscode/l10n';
import type { TimingSource } from '../../src/core/model/timing.js';
import { formatSeconds, formatShare } from '../../src/core/report/index.js';
import { exactSeconds } from './exact.js';
import type { Lane, Segment } from './lane-model.js';

export function segmentTitle({ kind, epoch, epochs }: Pick<Segment, 'kind' | 'epoch' | 'epochs'>): string {
  switch (kind) {
    case 'launch':
      return l10n.t('start');
    case 'import':
      return l10n.t('import');
    case 'preprocessing':
      return l10n.t('preprocessing');
    case 'build':
      return l10n.t('build');
    case 'training':
      return l10n.t('training');
    case 'epoch':
      if (epochs) {
        return epoch === undefined || epochs.last === undefined
          ? l10n.t('{0} epochs', epochs.count)
          : l10n.t('epochs {0}–{1}', epoch, epochs.last);
      }
      return epoch === undefined ? l10n.t('epoch') : l10n.t('epoch {0}', epoch);
    case 'evaluation':
      return l10n.t('evaluation');
    case 'prediction':
      return l10n.t('prediction');
    case 'other':
      return l10n.t('between phases');
    case 'exit':
      return l10n.t('end of the program');
  }
}

function sourceWords(source: TimingSource): string {
  switch (source) {
    case 'marker':
      return l10n.t('marker line');
    case 'julia-time':
      return '@time';
    case 'julia-timev':
      return '@timev';
    case 'julia-btime':
      return '@btime';
    case 'julia-benchmark':
      return '@benchmark';
    case 'keras':
      return 'Keras';
    case 'elapsed':
      return l10n.t('printed elapsed time');
    case 'shell-time':
      return 'time';
    case 'timeit':
      return 'timeit';
    case 'ipython':
      return 'IPython';
    case 'tqdm':
      return 'tqdm';
    case 'lightning':
      return 'Lightning';
    case 'custom':
      return l10n.t('your own pattern');
  }
}

/** The facts about a segment, a line each; the first names it. */
export function segmentFacts(segment: Segment, lane: Lane): readonly string[] {
  const facts = [
    `${lane.title}: ${segmentTitle(segment)}`,
    segment.open
      ? l10n.t('under way for {0}', formatSeconds(segment.seconds))
      : `${formatSeconds(segment.seconds)} (${exactSeconds(segment.seconds)})`,
    l10n.t('from {0} after launch', formatSeconds(segment.startSeconds)),
  ];
  if (segment.epochs) {
    const { shortestSeconds, longestSeconds } = segment.epochs;
    facts.push(l10n.t('each {0} to {1}', formatSeconds(shortestSeconds), formatSeconds(longestSeconds)));
  }
  // Of a trial that goes on it would be another share every second.
  if (!segment.open && lane.state !== 'running' && lane.seconds > 0) {
    facts.push(l10n.t('{0} of the trial', formatShare(segment.seconds / lane.seconds)));
  }
  if (segment.compilationShare !== undefined) {
    facts.push(l10n.t('{0} of it compiling (hatched)', formatShare(segment.compilationShare)));
  }
  if (segment.source !== undefined && segment.resolutionSeconds !== undefined) {
    facts.push(
      l10n.t('source: {0}, resolution {1}', sourceWords(segment.source), formatSeconds(segment.resolutionSeconds)),
    );
  } else if (!segment.open) {
    facts.push(l10n.t('measured by LangBench from outside'));
  }
  return facts;
}

/** The state of a trial in a word or two; nothing for one that simply completed. */
export function stateWords({ state }: Pick<Lane, 'state'>): string | undefined {
  switch (state) {
    case 'completed':
      return undefined;
    case 'running':
      return l10n.t('running');
    case 'waiting':
      return l10n.t('not run yet');
    case 'not-run':
      return l10n.t('not run');
    case 'failed':
      return l10n.t('failed');
    case 'timed-out':
      return l10n.t('time limit reached');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'not-started':
      return l10n.t('could not start');
  }
}
