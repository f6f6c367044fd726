import { beforeEach, vi } from 'vitest';
import type { Run } from '../../../src/core/model/run.js';
import type { PanelDelegate } from '../../../src/extension/panel/delegate.js';
import { ResultPanels } from '../../../src/extension/panel/result-panels.js';
import { oneBlockRun } from '../../support/invented-runs/index.js';
import { kept, openedPanels, shown, smallVscode } from '../extension/small-vscode.js';
import type { FakePanel } from './fake-panel.js';

/** The one run that is saved. */
export const run = oneBlockRun();

export const delegate = {
  load: vi.fn((id: string): Promise<Run> =>
    id === run.id ? Promise.resolve(run) : Promise.reject(new Error(`There is no run ${id}.`)),
  ),
  latest: vi.fn((): Promise<Run | undefined> => Promise.resolve(undefined)),
  file: vi.fn(),
  openLog: vi.fn(() => Promise.resolve()),
  chooseBaseline: vi.fn((): Promise<Run | undefined> => Promise.resolve(undefined)),
  perform: vi.fn(() => Promise.resolve()),
  log: { warn: vi.fn(), error: vi.fn() },
};

/** Others for each test of the file that imports them. */
export let panels: ResultPanels;

beforeEach(() => {
  vi.clearAllMocks();
  openedPanels.length = 0;
  shown.length = 0;
  kept.files.clear();
  smallVscode.l10n.bundle = { Import: '导入' };
  panels = new ResultPanels(smallVscode.Uri.file('/extension') as never, delegate as unknown as PanelDelegate);
});

/** The panel that was opened last. */
export function last(): FakePanel {
  const made = openedPanels.at(-1);
  if (!made) throw new Error('No panel was opened.');
  return made;
}

/** A panel that shows the run to a page that listens. */
export async function opened(): Promise<FakePanel> {
  await panels.show(run);
  await last().say({ type: 'ready' });
  return last();
}
