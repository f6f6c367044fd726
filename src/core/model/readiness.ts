import type { Problem } from './run.js';

/** Whether an implementation can run on this machine now. */
export type Readiness =
  | {
      readonly state: 'ready';
      readonly implementation: string;
      /** Absolute path of the interpreter that will be launched. */
      readonly interpreter: string;
      readonly version: string;
      /** Versions of the packages it needs, by name. */
      readonly packages: Readonly<Record<string, string>>;
      /** Environment variables that the program must be launched with, e.g. `JULIA_PROJECT`. */
      readonly environment: Readonly<Record<string, string>>;
    }
  | NotReady;

export interface NotReady {
  readonly state: 'not-ready';
  readonly implementation: string;
  readonly problem: Problem;
}
