export { runExperiment } from './experiment.js';
export { gitCommitOf } from './git-commit.js';
export { aloneOnMachine } from './machine-lock.js';
export { OutputTimings } from './output-timings.js';
export type { RunOptions, RunRequest } from './run-types.js';
