/**
 * What is heavy and not needed until something runs or is shown: processes, toolchains, data sets, the run store,
 * reports, commands, terminals, the result panels. It is bundled apart, as `dist/services.cjs`, and loaded at first
 * need, so that activation stays fast. Nothing in it may load it again.
 */
export { bundledExperiments, loadExperiment } from '../../node/experiments.js';
export { RunStore } from '../../node/store/index.js';
export { checkReadiness } from '../../node/toolchain/index.js';
export { execute } from '../commands/execute.js';
export { figuresOfRun } from '../lenses/figures.js';
export { TrialLogs } from '../panel/trial-logs.js';
export { BenchmarkTaskProvider } from '../tasks.js';
export { ReadLastResultTool, RunBenchmarkTool } from '../tools.js';
export { createApp } from './create-app.js';
