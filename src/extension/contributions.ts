/** Every id that package.json declares and the code uses, once. A unit test holds the two equal. */

/** Commands that the palette offers (some under a condition). */
const paletteCommands = {
  runMnistBenchmark: 'langbench.runMnistBenchmark',
  runMnistBenchmarkWithOptions: 'langbench.runMnistBenchmarkWithOptions',
  runFileTimed: 'langbench.runFileTimed',
  cancelRun: 'langbench.cancelRun',
  showResults: 'langbench.showResults',
  openScriptsSideBySide: 'langbench.openScriptsSideBySide',
  setUpEnvironments: 'langbench.setUpEnvironments',
  checkEnvironments: 'langbench.checkEnvironments',
  clearTimings: 'langbench.clearTimings',
  exportResults: 'langbench.exportResults',
  showLog: 'langbench.showLog',
} as const;

/** Commands that act on one thing: a row of the tree, a lens, the status bar's item. The palette hides them. */
export const itemCommands = {
  runExperiment: 'langbench.runExperiment',
  runImplementation: 'langbench.runImplementation',
  setUpImplementation: 'langbench.setUpImplementation',
  runAgain: 'langbench.runAgain',
  openProgram: 'langbench.openProgram',
  openRun: 'langbench.openRun',
  compareRuns: 'langbench.compareRuns',
  renameRun: 'langbench.renameRun',
  deleteRun: 'langbench.deleteRun',
  compareCall: 'langbench.compareCall',
  showCallDetails: 'langbench.showCallDetails',
  showProgress: 'langbench.showProgress',
} as const;

export const commands = { ...paletteCommands, ...itemCommands } as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const settings = {
  implementations: 'langbench.implementations',
  epochs: 'langbench.epochs',
  blocks: 'langbench.blocks',
  threads: 'langbench.threads',
  images: 'langbench.images',
  dataset: 'langbench.dataset',
  timeoutMinutes: 'langbench.timeoutMinutes',
  pythonPath: 'langbench.pythonPath',
  juliaPath: 'langbench.juliaPath',
  fileRunMode: 'langbench.fileRun.mode',
  codeLens: 'langbench.codeLens.enabled',
  trainCalls: 'langbench.trainCalls',
} as const;

export const views = { experiments: 'langbench.experiments', runs: 'langbench.runs' } as const;
export const viewContainer = 'langbench';

/** Ids of webview panels, as the serializer and `onWebviewPanel:` know them. */
export const viewTypes = { results: 'langbench.results' } as const;

/** The bundled experiment that the main commands run. */
export const MNIST = 'mnist';

/** Of the addresses under which trials' logs open. */
export const LOG_SCHEME = 'langbench-log';

export const taskType = 'langbench';

export const tools = {
  runBenchmark: 'langbench_run_benchmark',
  readLastResult: 'langbench_read_last_result',
} as const;

/** Keys that `when` clauses read. */
export const contextKeys = { running: 'langbench.running', hasTimings: 'langbench.hasTimings' } as const;

export const walkthrough = 'langbench.start';
