import type { App, Basics } from '../app.js';
import { annotateFinishedRuns } from '../lenses/annotate-run.js';
import { createPanelDelegate } from '../panel/create-delegate.js';
import { ResultPanels } from '../panel/result-panels.js';
import { logRuns } from '../run/log-runs.js';
import { tellWhereRunsAreKept } from '../run/kept-elsewhere.js';
import { createStatusBarItem, RunProgress } from '../run/progress-view.js';
import { FileTerminals } from '../terminals/file-terminals.js';
import { ImplementationTerminals } from '../terminals/implementation-terminals.js';

/** Makes what runs and shows results, once for a window. */
export function createApp(basics: Basics): App {
  const { context, runs, session } = basics;
  const app: App = {
    ...basics,
    progress: new RunProgress(session),
    terminals: new ImplementationTerminals(session),
    fileTerminals: new FileTerminals(),
    panels: new ResultPanels(context.extensionUri, createPanelDelegate(basics)),
  };
  context.subscriptions.push(
    app.progress,
    app.terminals,
    app.panels,
    createStatusBarItem(session, app.progress),
    annotateFinishedRuns(app),
    logRuns(app),
    tellWhereRunsAreKept(app),
    runs.onDidChange(() => {
      void app.panels.refresh();
    }),
    session.onDidChangeState((state) => {
      if (state.kind === 'idle') void app.panels.rest();
      else if (state.kind === 'preparing' && state.message !== undefined) {
        app.panels.expect({ kind: 'preparing', message: state.message });
      }
    }),
    session.onEvent(({ event }) => {
      if (event.type !== 'output') app.panels.handle(event);
      if (event.type === 'run-started' || event.type === 'run-finished') runs.refresh();
    }),
  );
  return app;
}
