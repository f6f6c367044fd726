import type * as vscode from 'vscode';
import type { Run, TrialKey } from '../../core/model/run.js';
import type { Log } from '../log.js';

/** What the panel leaves to the rest of the extension. */
export interface PanelDelegate {
  /** Reads a saved run; rejects with a message for people. */
  load(id: string): Promise<Run>;
  /** The run that was saved last, if there is one. */
  latest(): Promise<Run | undefined>;
  /** The file of a saved run. */
  file(id: string): vscode.Uri;
  openLog(run: Run, trial: TrialKey): Promise<void>;
  /** Lets the person choose another saved run to compare with; undefined when they choose none. */
  chooseBaseline(run: Run): Promise<Run | undefined>;
  /** `run` with the remembered options, `rerun` with this run's settings, `cancel` the run under way, `set-up` what is missing. */
  perform(action: PanelAction, run: Run | undefined): Promise<void>;
  readonly log: Log;
}

export type PanelAction = 'run' | 'rerun' | 'cancel' | 'set-up';
