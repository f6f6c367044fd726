import type { Readable } from 'node:stream';
import type { Resources, ResourceSample } from '../../core/model/run.js';

export type OutputStream = 'stdout' | 'stderr';

/** How a program is launched. */
export interface LaunchOptions {
  readonly cwd: string;
  /** The whole environment of the process; `launch` adds `PYTHONUNBUFFERED`, `PYTHONIOENCODING` and a mark to it. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends the whole process tree. */
  readonly signal: AbortSignal;
  /** Wall-clock limit after which the whole process tree is ended; absent means none. */
  readonly timeoutSeconds?: number;
  /**
   * Called for every piece of output in order of arrival, with its age since launch. While a returned promise is
   * pending nothing more is read, so that a program which prints faster than its reader copes waits for it.
   */
  readonly onOutput: (stream: OutputStream, chunk: Uint8Array, atSeconds: number) => Promise<void> | undefined;
  /** Called about four times a second. */
  readonly onSample?: (sample: ResourceSample) => void;
  /** Where the raw output of both streams is kept, compressed by gzip; its folder must exist. */
  readonly logFile?: string;
  /** What the program reads from its standard input; nothing by default. */
  readonly input?: Readable;
  /** How long a process may take to obey TERM before it is killed; 3 by default. */
  readonly graceSeconds?: number;
}

/** How a process ended. */
export interface ProcessEnd {
  /** `not-started`: there was no process, for the reason in `error`. */
  readonly cause: 'exited' | 'timed-out' | 'cancelled' | 'not-started';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly startedAt: Date;
  /** From launch to the end of the launched process itself. */
  readonly wallSeconds: number;
  /** The last lines that the program wrote to stderr or, when there are none, to stdout. */
  readonly lastLines: readonly string[];
  /** Absent when the process ended before anything could be measured. */
  readonly resources?: Resources;
  /** Why the process could not be launched: `ENOENT`, `EACCES`, … */
  readonly error?: NodeJS.ErrnoException;
  /** Why there is no log although one was asked for. */
  readonly logError?: Error;
}
