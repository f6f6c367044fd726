export { runExperiment } from './experiment.js';
export type { LaunchOptions, OutputStream, ProcessEnd } from './launch-types.js';
export { OutputTimings } from './output-timings.js';
export { launch } from './process.js';
export type { RunOptions, RunRequest } from './run-types.js';
