import { compareWithBaseline } from '../../core/compare/index.js';
import { baselineHeads, describeBaseline } from '../../core/report/index.js';
import { CommandError, ExitCode, UsageError } from '../exit.js';
import { loadRun } from '../load-run.js';
import { styleFor, forTerminal } from '../style.js';
import { textTable } from '../text-table.js';

/** `langbench compare`: each implementation's steady epoch in a run by that in an earlier one. */
export async function compare(baselineName: string, runName: string): Promise<number> {
  const [baseline, run] = [await loadRun(baselineName), await loadRun(runName)];
  if (run.id === baseline.id && run.startedAt === baseline.startedAt)
    throw new UsageError(`Both are the run ${run.id}. Name two: "langbench list" tells which there are.`);
  const comparisons = compareWithBaseline(run, baseline);
  if (comparisons.length === 0)
    throw new CommandError(`${run.id} and ${baseline.id} have no implementation in common.`);
  const style = styleFor(process.stdout);
  const rows = comparisons.map((comparison) => {
    const { title, ratio, interval, verdict, conditions } = describeBaseline(comparison, run);
    return [
      { text: style.bold(title) },
      { text: ratio, align: 'right' as const },
      { text: interval },
      { text: verdict },
      { text: conditions },
    ];
  });
  const heads = baselineHeads().map((text) => ({ text: style.dim(text) }));
  const onSynthetic = [run, baseline].filter(({ dataset }) => dataset.synthetic).map(({ id }) => id);
  const lines = [
    `${run.id} against ${baseline.id}, steady epoch:`,
    '',
    ...textTable([heads, ...rows]),
    ...(onSynthetic.length > 0 ? ['', `Trained on synthetic digits: ${[...new Set(onSynthetic)].join(', ')}`] : []),
    '',
  ];
  process.stdout.write(forTerminal(lines.join('\n')));
  return ExitCode.done;
}
