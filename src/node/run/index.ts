export { runExperiment } from './experiment.js';
export { OutputTimings } from './output-timings.js';
export type { RunOptions, RunRequest } from './run-types.js';
