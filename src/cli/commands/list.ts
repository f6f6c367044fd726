import { english, formatQuantity, tell } from '../../core/report/index.js';
import { type RunListing, RunStore } from '../../node/store/index.js';
import { ExitCode } from '../exit.js';
import { type NamedExperiment, namedExperiments } from '../find-experiment.js';
import { type Style, styleFor, forTerminal } from '../style.js';
import { textTable } from '../text-table.js';

export interface ListOptions {
  readonly json?: true;
}

/** `langbench list`: what can be run, and what has been. */
export async function list({ json }: ListOptions): Promise<number> {
  const { experiments, unreadable } = await namedExperiments();
  const saved = await new RunStore(process.cwd()).scan();
  const listing: Listing = {
    experiments,
    runs: saved.runs,
    unreadable: [...unreadable, ...saved.unreadable].map(({ file, message }) => ({
      file,
      message: tell(message, english),
    })),
  };
  const text = json ? listJson(listing) : listText(listing, styleFor(process.stdout));
  process.stdout.write(text);
  return ExitCode.done;
}

interface Listing extends Pick<RunListing, 'runs'> {
  readonly experiments: readonly NamedExperiment[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

function listJson({ experiments, ...listing }: Listing): string {
  const described = experiments.map(({ experiment, file }) => ({ ...experiment, file }));
  return `${JSON.stringify({ experiments: described, ...listing }, null, 2)}\n`;
}

function listText({ experiments, runs, unreadable }: Listing, style: Style): string {
  const implementations = experiments.flatMap(({ name, experiment }) => [
    `${style.bold(name)}  ${experiment.title}. ${experiment.description}`,
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
    ...(saved.length > 0 ? ['Saved runs (their times are local, their ids in UTC):', ...textTable(saved)] : []),
    ...(saved.length + unreadable.length === 0 ? ['No saved runs here yet: langbench run mnist'] : []),
    ...unreadable.map(({ message }) => `${style.yellow('!')} ${message}`),
    '',
  ];
  return forTerminal(lines.join('\n'));
}

/** `2026-03-01 11:00`, as Swedes write it. */
function localTime(isoDate: string): string {
  return new Date(isoDate).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}
