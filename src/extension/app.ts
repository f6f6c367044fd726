import type * as vscode from 'vscode';
import type { RunSummary } from '../node/store/index.js';
import type { Experiments } from './experiments.js';
import type { Annotations } from './lenses/annotations.js';
import type { Log } from './log.js';
import type { LazyPanels } from './panel-services/lazy-panels.js';
import type { RunProgress } from './run/progress-view.js';
import type { RunSession } from './run/session.js';
import type { Runs } from './runs.js';
import type { FileTerminals } from './terminals/file-terminals.js';
import type { ImplementationTerminals } from './terminals/implementation-terminals.js';

/** The extension's long-lived parts, made once by `activate` and handed to whatever needs them. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly experiments: Experiments;
  readonly runs: Runs;
  readonly runsView: vscode.TreeView<RunSummary>;
  readonly session: RunSession;
  readonly progress: RunProgress;
  readonly terminals: ImplementationTerminals;
  readonly fileTerminals: FileTerminals;
  readonly panels: LazyPanels;
  readonly annotations: Annotations;
}
