import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import { toCsv, toJson, toMarkdown } from '../../core/report/index.js';
import type { DataFormat } from '../../protocol/to-host.js';

export type SaveFormat = DataFormat | 'svg' | 'png';

const FORMATS: Readonly<Record<SaveFormat, { readonly extension: string; readonly title: string }>> = {
  markdown: { extension: 'md', title: 'Markdown' },
  csv: { extension: 'csv', title: 'CSV' },
  json: { extension: 'json', title: 'JSON' },
  svg: { extension: 'svg', title: 'SVG' },
  png: { extension: 'png', title: 'PNG' },
};

/** The run in a format for other programs or people. */
export function runAs(format: DataFormat, run: Run): string {
  switch (format) {
    case 'markdown':
      return toMarkdown(run, vscode.l10n.t);
    case 'csv':
      return toCsv(run);
    case 'json':
      return toJson(run);
  }
}

/** A file that was saved, and how to tell of it. */
export interface Saved {
  readonly target: vscode.Uri;
  readonly message: string;
}

/** Asks where to, and writes there. Undefined when the person thinks better of it. */
export async function saveAs(format: SaveFormat, run: Run, content: Uint8Array): Promise<Saved | undefined> {
  const { extension, title } = FORMATS[format];
  const name = `langbench-${run.experiment.id}-${run.id}.${extension}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    filters: { [title]: [extension] },
    defaultUri: vscode.Uri.joinPath(folder, name),
  });
  if (target === undefined) return undefined;
  await vscode.workspace.fs.writeFile(target, content);
  return { target, message: vscode.l10n.t('Saved to {0}', vscode.workspace.asRelativePath(target)) };
}
