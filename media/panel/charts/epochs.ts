import * as l10n from '@vscode/l10n';
import type { PhaseSpan, Run } from '../../../src/core/model/run.js';
import { formatSeconds } from '../../../src/core/report/index.js';
import { extent } from '../../../src/core/stats/index.js';
import { titleOf } from '../../../src/core/report/words.js';
import { dataTable } from '../data-table.js';
import { exactSeconds } from '../exact.js';
import { withOpacity } from '../theme.js';
import type { View } from '../view.js';
import type { Drawing } from './chart-figure.js';
import { chartOptions, lineLook } from './chart-options.js';

interface EpochLine {
  readonly index: number;
  readonly title: string;
  readonly block: number;
  readonly epochs: readonly PhaseSpan[];
}

const isEpoch = ({ phase }: PhaseSpan): boolean => phase === 'epoch';

/** The epochs of every trial, the one under way included. */
function linesOf({ snapshot: { run, current } }: View): readonly EpochLine[] {
  const ended = run.trials.flatMap((trial) =>
    trial.state === 'not-started' ? [] : [{ ...trial, phases: trial.measurements.phases }],
  );
  return [...ended, ...(current ? [current] : [])]
    .map(({ implementation, block, phases }) => ({
      index: run.implementations.findIndex(({ id }) => id === implementation),
      title: titleOf(run, implementation),
      block,
      epochs: phases.filter(isEpoch),
    }))
    .filter(({ epochs }) => epochs.length > 0);
}

function summary(lines: readonly EpochLine[], run: Run): string {
  const parts = run.implementations.flatMap(({ title }, index) => {
    const seconds = lines.filter((line) => line.index === index).flatMap(({ epochs }) => epochs.map((e) => e.seconds));
    if (seconds.length === 0) {
      return [];
    }
    const [shortest, longest] = extent(seconds);
    return [l10n.t('{0}: {1} to {2}', title, formatSeconds(shortest), formatSeconds(longest))];
  });
  return l10n.t('Time of each epoch, a line for each trial. {0}', parts.join('; '));
}

/** Epoch times as lines: warm-up falls, a steady state lies flat. */
export function drawEpochs(view: View): Drawing {
  const { theme, identities, snapshot } = view;
  const lines = linesOf(view);
  const { blocks, epochs } = snapshot.run.settings;
  const many = blocks > 3;
  return {
    isEmpty: lines.length === 0,
    summary: summary(lines, snapshot.run),
    configuration: {
      data: {
        datasets: lines.map(({ index, title, block, epochs: spans }) => ({
          ...lineLook(identities[index], theme),
          label: l10n.t('{0}, block {1}', title, block),
          data: spans.map(({ epoch, seconds }, place) => ({ x: epoch ?? place + 1, y: seconds })),
          ...(many && { borderColor: withOpacity(theme.color(identities[index]), 0.6) }),
          borderWidth: many ? 1 : 1.5,
          pointRadius: epochs <= 12 ? 3 : 0,
          pointHoverRadius: 5,
        })),
      },
      options: chartOptions(
        { title: l10n.t('epoch'), minimum: 1, maximum: Math.max(2, epochs), step: Math.ceil(epochs / 8) },
        { title: '', tick: (value) => (value === 0 ? '0' : formatSeconds(value)) },
        ({ datasetIndex, parsed: { x, y } }) => {
          const { title = '', block = 0 } = lines[datasetIndex] ?? {};
          const [epoch, seconds] = [x ?? 0, y ?? 0];
          const words = [title, block, epoch, formatSeconds(seconds), exactSeconds(seconds)] as const;
          return l10n.t('{0}, block {1}, epoch {2}: {3} ({4})', ...words);
        },
        theme,
      ),
    },
    table: () =>
      dataTable(
        l10n.t('Time of each epoch'),
        [l10n.t('Implementation'), l10n.t('Block'), l10n.t('Epoch'), l10n.t('Time'), l10n.t('Exact time')],
        lines.flatMap(({ title, block, epochs: spans }) =>
          spans.map(({ epoch, seconds }, place) => [
            title,
            String(block),
            String(epoch ?? place + 1),
            formatSeconds(seconds),
            exactSeconds(seconds),
          ]),
        ),
      ),
  };
}
