import { juliaBlocksAround } from './julia-blocks.js';
import { Lines } from './lines.js';
import type { TrainCall } from './types.js';

/**
 * Which timed statement each of `count` printed times belongs to, in their order. It is certain when the statements run
 * in the order in which they stand, none of them is in a branch that may not be run, and at most one of them is in a loop:
 * the others account for one time each, the one in the loop for all the rest.
 *
 * @param code `source`, masked
 * @returns one call for each time, or nothing when it is not certain
 */
export function byLoops(
  timed: readonly TrainCall[],
  count: number,
  source: string,
  code: string,
): readonly TrainCall[] {
  const lines = new Lines(source);
  const around = juliaBlocksAround(
    code,
    timed.map(({ start }) => lines.offset(start)),
  );
  if (around.some((blocks) => blocks.some(({ word }) => mayNotRun(word)))) return [];
  const [only] = timed;
  if (only !== undefined && timed.length === 1) {
    const repeats = around[0]?.some(({ word }) => isLoop(word) || makesFunction(word));
    return repeats === true || count === 1 ? new Array<TrainCall>(count).fill(only) : [];
  }
  const functions = around.map((blocks) => blocks.filter(({ word }) => makesFunction(word)));
  const sameFunction = new Set(functions.map((blocks) => blocks.map(({ index }) => index).join())).size === 1;
  const looped = timed.filter((_, index) => around[index]?.some(({ word }) => isLoop(word)));
  const inLoop = looped[0];
  if (!sameFunction || looped.length > 1 || count < timed.length) return [];
  if (inLoop === undefined) return count === timed.length ? timed : [];
  const repeats = count - timed.length + 1;
  return timed.flatMap((call) => (call === inLoop ? new Array<TrainCall>(repeats).fill(call) : [call]));
}

const isLoop = (word: string): boolean => word === 'for' || word === 'while';
const mayNotRun = (word: string): boolean => word === 'if' || word === 'try';
const makesFunction = (word: string): boolean => word === 'function' || word === 'do' || word === 'macro';
