export { RunStoreError, type FindFailure } from './run-file.js';
export { RunStore } from './run-store.js';
export type { RunListing, RunSummary, UnreadableRun } from './summary.js';
