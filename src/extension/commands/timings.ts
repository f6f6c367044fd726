import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { FileAnnotations } from '../lenses/annotation.js';
import { commands } from '../contributions.js';
import type { Figures } from '../lenses/figures.js';
import { typicalText } from '../lenses/text.js';
import { readablePath } from '../readable-path.js';

/** Takes away a file's times (from its lens), or those of the active file or of all files, as the person chooses. */
export async function clearTimings(app: App, uri?: unknown): Promise<void> {
  if (uri instanceof vscode.Uri) {
    await app.annotations.clear(uri);
    return;
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const files = app.annotations.all();
  const hasActive = active !== undefined && app.annotations.get(active) !== undefined;
  if (!hasActive || files.length === 1) {
    await app.annotations.clear();
    return;
  }
  const thisFile = { label: vscode.l10n.t('Of this file'), description: vscode.workspace.asRelativePath(active) };
  const allFiles = { label: vscode.l10n.t('Of all {0} files', files.length) };
  const picked = await vscode.window.showQuickPick([thisFile, allFiles], {
    title: vscode.l10n.t('Clear which timings?'),
  });
  if (picked !== undefined) await app.annotations.clear(picked === thisFile ? active : undefined);
}

/** Compares a file's times with another measured file's, or shows the run that they come from. */
export async function compareCall(app: App, uri: vscode.Uri): Promise<void> {
  const file = app.annotations.get(uri);
  if (file === undefined) return;
  if (file.source.kind === 'benchmark') {
    await vscode.commands.executeCommand(commands.showResults, file.source.runId);
    return;
  }
  const own = mainFigures(file);
  const others = app.annotations.all().flatMap(([other, annotations]) => {
    const figures = mainFigures(annotations);
    if (other.toString() === uri.toString() || figures === undefined) return [];
    const path = vscode.workspace.asRelativePath(other);
    // A file from elsewhere, such as a bundled program, has a path too long to be its name.
    const isOutside = vscode.workspace.getWorkspaceFolder(other) === undefined;
    const label = isOutside ? basename(other.fsPath) : path;
    return [{ label, description: typicalText(figures), ...(isOutside && { detail: readablePath(path) }), figures }];
  });
  if (own === undefined || others.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Run another file timed, then compare the two.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(others, { title: vscode.l10n.t('Compare with which file?') });
  if (picked === undefined) return;
  const ratio = own.typicalSeconds / picked.figures.typicalSeconds;
  await app.annotations.replace(uri, { ...file, comparison: { other: picked.label, ratio } });
}

/** Those of the call that took longest: what a file is compared by. */
function mainFigures({ calls }: FileAnnotations): Figures | undefined {
  const [longest] = [...calls].sort((a, b) => weight(b) - weight(a));
  return longest?.figures;
}

function weight({ figures }: FileAnnotations['calls'][number]): number {
  return figures.typicalSeconds * figures.count;
}

/** Opens the hover that tells a call's spread, conditions and when. */
export async function showCallDetails(uri: vscode.Uri, line: number, column: number): Promise<void> {
  const position = new vscode.Position(line, column);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(uri, { selection });
  await vscode.commands.executeCommand('editor.action.showHover');
}
