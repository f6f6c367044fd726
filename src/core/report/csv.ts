import { hasEnded, type Run } from '../model/run.js';
import { measures, observe } from './measures.js';

const HEADER = ['run', 'dataset', 'implementation', 'block', 'position', 'state', 'measure', 'epoch', 'value', 'unit'];

/**
 * Every trial's exact figures as RFC 4180 CSV in long form: one line a figure, so that a spreadsheet or a data frame can
 * group them as it likes. Single epochs have the measure `epoch` and their 1-based number.
 */
export function toCsv(run: Run): string {
  const lines = run.trials.flatMap((trial) => {
    const who = [run.id, run.dataset.title, trial.implementation, trial.block, trial.position, trial.state];
    if (!hasEnded(trial)) return [[...who, '', '', '', '']];
    const observation = observe(trial);
    return [
      ...measures.map(({ id, unit, read }) => [...who, id, '', read(observation) ?? '', unit]),
      ...observation.summary.epochSeconds.map((value, index) => [...who, 'epoch', index + 1, value, 'seconds']),
    ];
  });
  return [HEADER, ...lines].map((fields) => `${fields.map(quote).join(',')}\r\n`).join('');
}

function quote(field: string | number): string {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
