import type { LaunchOptions, ProcessEnd } from './launch-types.js';

/** Runs a command as its own process group and settles when nothing of it is left. Never rejects because of the program. */
export declare function launch(command: readonly string[], options: LaunchOptions): Promise<ProcessEnd>;
