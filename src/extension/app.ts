import type * as vscode from 'vscode';
import type { Experiments } from './experiments.js';
import type { Annotations } from './lenses/annotations.js';
import type { Log } from './log.js';
import type { ResultPanels } from './panel/result-panels.js';
import type { RunProgress } from './run/progress-view.js';
import type { RunSession } from './run/session.js';
import type { Runs } from './runs.js';
import type { FileTerminals } from './terminals/file-terminals.js';
import type { ImplementationTerminals } from './terminals/implementation-terminals.js';
import type { TrainCallPatterns } from './train-call-patterns.js';
import type { RunRow } from './tree/runs-tree.js';

/** What shows what is known already: made by `activate`, which must be quick. */
export interface Basics {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly experiments: Experiments;
  readonly runs: Runs;
  readonly runsView: vscode.TreeView<RunRow>;
  readonly annotations: Annotations;
  readonly trainCallPatterns: TrainCallPatterns;
  readonly session: RunSession;
}

/** The extension's long-lived parts: the basics, and what runs and shows results, made when it is first needed. */
export interface App extends Basics {
  readonly progress: RunProgress;
  readonly terminals: ImplementationTerminals;
  readonly fileTerminals: FileTerminals;
  readonly panels: ResultPanels;
}
