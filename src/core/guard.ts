import { sentence } from './model/sentence.js';

/** Does work that may take for ever, such as a search by a person's own regular expression: any may backtrack without end. */
export interface Guard {
  /** How long work is given. */
  readonly seconds: number;
  /**
   * Whether the work came to its end in time, and with the memory that searches have. It may be stopped anywhere, even
   * inside a search, and is then begun once more before it is given up: what it has written must be sound at every moment,
   * and it must be able to start again.
   */
  finishes(work: () => void): boolean;
}

/** Why a search by a regular expression is stopped, and what to do about it. */
export const whyEndless = sentence(
  'It backtracks, as (\\d+)+ does, which can match the same text in ever more ways: write it so that there is one way, as \\d+ does.',
);
