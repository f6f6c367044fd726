import type { Run } from '../../core/model/run.js';
import type { RunOptions, RunRequest } from './run-types.js';

/**
 * Runs an experiment's trials one after another, saves the run after every one, and resolves with it however the
 * trials ended. Waits while another run measures on this machine.
 */
export declare function runExperiment(request: RunRequest, options: RunOptions): Promise<Run>;
