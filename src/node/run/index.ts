export { runExperiment } from './experiment.js';
export { aloneOnMachine } from './machine-lock.js';
export { OutputTimings } from './output-timings.js';
export type { RunOptions, RunRequest } from './run-types.js';
