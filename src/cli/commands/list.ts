import { formatQuantity } from '../../core/report/index.js';
import { bundledExperiments, type LoadedExperiment } from '../../node/experiments.js';
import { type RunListing, RunStore } from '../../node/store/index.js';
import { ExitCode } from '../exit.js';
import { packageRoot } from '../package-root.js';
import { type Style, styleFor, forTerminal } from '../style.js';
import { textTable } from '../text-table.js';

export interface ListOptions {
  readonly json?: true;
}

/** `langbench list`: what can be run, and what has been. */
export async function list({ json }: ListOptions): Promise<number> {
  const experiments = await bundledExperiments(packageRoot());
  const listing = await new RunStore(process.cwd()).scan();
  const text = json
    ? `${JSON.stringify({ experiments: experiments.map((each) => each.experiment), ...listing }, null, 2)}\n`
    : listText(experiments, listing, styleFor(process.stdout));
  process.stdout.write(text);
  return ExitCode.done;
}

function listText(experiments: readonly LoadedExperiment[], { runs, unreadable }: RunListing, style: Style): string {
  const implementations = experiments.flatMap(({ experiment }) => [
    `${style.bold(experiment.id)}  ${experiment.title}. ${experiment.description}`,
    ...textTable(experiment.implementations.map(({ id, title }) => [{ text: `  ${id}` }, { text: title }])),
  ]);
  const saved = runs.map((run) => [
    { text: run.id },
    { text: run.name ?? run.experiment.title },
    { text: localTime(run.startedAt) },
    { text: run.state },
    { text: [formatQuantity(run.blocks, 'block'), formatQuantity(run.epochs, 'epoch'), run.dataset].join(', ') },
    { text: run.implementations.join(', ') },
  ]);
  const lines = [
    ...implementations,
    '',
    ...(saved.length > 0
      ? ['Saved runs (their times are local, their ids in UTC):', ...textTable(saved)]
      : ['No saved runs here yet: langbench run mnist']),
    ...unreadable.map(({ message }) => `${style.yellow('!')} ${message}`),
    '',
  ];
  return forTerminal(lines.join('\n'));
}

/** `2026-03-01 11:00`, as Swedes write it. */
function localTime(isoDate: string): string {
  return new Date(isoDate).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}
