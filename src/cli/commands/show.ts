import { toCsv, toJson, toMarkdown } from '../../core/report/index.js';
import { ExitCode } from '../exit.js';
import { experimentNameOf } from '../find-experiment.js';
import { loadRun } from '../load-run.js';
import { reportText } from '../report-text.js';
import { styleFor } from '../style.js';

export interface ShowOptions {
  readonly format: 'table' | 'markdown' | 'csv' | 'json';
}

/** `langbench show`: a saved run, as the table that closed it or in another format. */
export async function show(idOrPath: string, { format }: ShowOptions): Promise<number> {
  const run = await loadRun(idOrPath);
  const { stdout } = process;
  const formats = {
    table: async () =>
      reportText(run, {
        target: { experiment: await experimentNameOf(run) },
        style: styleFor(stdout),
        width: stdout.isTTY ? stdout.columns : Infinity,
      }),
    markdown: () => toMarkdown(run),
    csv: () => toCsv(run),
    json: () => toJson(run),
  };
  stdout.write(await formats[format]());
  return ExitCode.done;
}
