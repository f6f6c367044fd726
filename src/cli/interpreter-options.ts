import type { ChosenInterpreters } from '../node/toolchain/index.js';

/** The options by which a person chooses interpreters. */
export interface InterpreterOptions {
  readonly python?: string;
  readonly julia?: string;
}

export function interpretersFrom({ python, julia }: InterpreterOptions): ChosenInterpreters {
  return { ...(python !== undefined && { python }), ...(julia !== undefined && { julia }) };
}
