/**
 * What is heavy and not needed until something runs: processes, toolchains, data sets, the run store. It is bundled
 * apart, as `dist/services.cjs`, and loaded at first need, so that activation stays fast.
 */
export { runFile } from '../../node/file-run/index.js';
export { prepareDataset } from '../../node/dataset/index.js';
export { bundledExperiments, loadExperiment } from '../../node/experiments.js';
export { runExperiment } from '../../node/run/index.js';
export { RunStore } from '../../node/store/index.js';
export { checkReadiness, setUp } from '../../node/toolchain/index.js';
