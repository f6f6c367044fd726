/**
 * What is heavy and not needed until something runs or is shown: processes, toolchains, data sets, the run store,
 * reports, the result panels. It is bundled apart, as `dist/services.cjs`, and loaded at first need, so that activation
 * stays fast.
 */
export { english, toMarkdown } from '../../core/report/index.js';
export { prepareDataset } from '../../node/dataset/index.js';
export { bundledExperiments, loadExperiment } from '../../node/experiments.js';
export { runFile } from '../../node/file-run/index.js';
export { runExperiment } from '../../node/run/index.js';
export { RunStore } from '../../node/store/index.js';
export { checkReadiness, setUp } from '../../node/toolchain/index.js';
export { figuresOfRun } from '../lenses/figures.js';
export { annotationsOfFile } from '../lenses/from-file.js';
export { annotationsOfRun } from '../lenses/from-run.js';
export { ResultPanels } from '../panel/result-panels.js';
export { runAs, saveAs } from '../panel/save.js';
