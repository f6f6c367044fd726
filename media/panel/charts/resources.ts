import * as l10n from '@vscode/l10n';
import type { ResourceSample } from '../../../src/core/model/run.js';
import { formatBytes, formatCores, formatSeconds } from '../../../src/core/report/index.js';
import { extent } from '../../../src/core/stats/index.js';
import { dataTable } from '../data-table.js';
import { shownLanes } from '../lane-model.js';
import type { View } from '../view.js';
import type { Drawing } from './chart-figure.js';
import { chartOptions, lineLook } from './chart-options.js';

interface Quantity {
  readonly title: string;
  readonly intro: string;
  readonly of: (sample: ResourceSample) => number;
  readonly format: (value: number) => string;
  readonly tick: (value: number) => string;
  readonly maximum?: number;
}

/** One quantity of the trials shown, over the time since launch. */
function drawQuantity(view: View, quantity: Quantity): Drawing {
  const { theme, identities } = view;
  const lanes = shownLanes(view).filter(({ samples }) => samples.length > 0);
  const parts = lanes.map(({ title, samples }) =>
    l10n.t('{0}: at most {1}', title, quantity.format(extent(samples.map(quantity.of))[1])),
  );
  return {
    isEmpty: lanes.length === 0,
    summary: `${quantity.intro} ${parts.join('; ')}`,
    configuration: {
      data: {
        datasets: lanes.flatMap(({ title, index, samples }) => {
          const look = lineLook(identities[index], theme);
          const data = samples.map((sample) => ({ x: sample.atSeconds, y: quantity.of(sample) }));
          return [
            { ...look, label: title, data, borderWidth: 1.5, pointRadius: 0, pointHoverRadius: 4 },
            // The sign at the line's end tells whose it is without colour.
            { ...look, data: data.slice(-1), pointRadius: 4 },
          ];
        }),
      },
      options: chartOptions(
        { title: l10n.t('seconds since launch') },
        { title: '', tick: quantity.tick, ...(quantity.maximum !== undefined && { maximum: quantity.maximum }) },
        ({ dataset, parsed: { x, y } }) =>
          l10n.t('{0}, {1} after launch: {2}', dataset.label ?? '', formatSeconds(x ?? 0), quantity.format(y ?? 0)),
        theme,
      ),
    },
    table: () =>
      dataTable(
        quantity.intro,
        [l10n.t('Implementation'), l10n.t('Since launch'), quantity.title],
        lanes.flatMap(({ title, samples }) =>
          samples.map((sample) => [title, formatSeconds(sample.atSeconds), quantity.format(quantity.of(sample))]),
        ),
      ),
  };
}

export function drawCores(view: View): Drawing {
  const { usableCores, logicalCores } = view.snapshot.run.environment;
  const cores = usableCores ?? logicalCores;
  return drawQuantity(view, {
    title: l10n.t('Cores busy'),
    intro: l10n.t('Cores kept busy over time, of {0}.', formatCores(cores)),
    of: ({ coresBusy }) => coresBusy,
    format: formatCores,
    tick: String,
    ...(cores <= 4 && { maximum: cores * 1.06 }),
  });
}

export function drawMemory(view: View): Drawing {
  return drawQuantity(view, {
    title: l10n.t('Memory'),
    intro: l10n.t('Resident memory over time.'),
    of: ({ residentBytes }) => residentBytes,
    format: formatBytes,
    tick: (value) => (value === 0 ? '0' : formatBytes(value)),
  });
}
