import { join } from 'node:path';
import type { Language } from '../../core/model/experiment.js';
import type { TrainCall } from '../../core/train-calls/index.js';

const TRACERS: Readonly<Record<Language, readonly string[]>> = {
  python: ['python', 'langbench_trace.py'],
  julia: ['julia', 'langbench_trace.jl'],
};

/** What follows the interpreter to have a program's calls timed; the program and its arguments come after it. */
export function tracerCommand(
  root: string,
  language: Language,
  eventsFile: string,
  source: string,
  calls: readonly TrainCall[],
): readonly string[] {
  const lines = source.split(/\r\n?|\n/);
  const places = calls.map(({ nameEnd: { line, column } }) => {
    // A byte order mark is no part of the first line, as editors and the languages see it.
    const before = (lines[line] ?? '').slice(0, column).replace(/^\uFEFF/, '');
    const bytes = Buffer.byteLength(before);
    return `${line + 1}:${bytes}`;
  });
  return [join(root, ...TRACERS[language]), '--events', eventsFile, '--calls', places.join(',')];
}
