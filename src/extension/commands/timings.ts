import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { FileAnnotations } from '../lenses/annotation.js';
import { formatSeconds } from '../../core/report/format.js';
import { commands } from '../contributions.js';

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
  const seconds = mainSeconds(file);
  const others = app.annotations.all().flatMap(([other, annotations]) => {
    const time = mainSeconds(annotations);
    if (other.toString() === uri.toString() || time === undefined) return [];
    const label = vscode.workspace.asRelativePath(other);
    return [{ label, description: formatSeconds(time), name: label, time }];
  });
  if (seconds === undefined || others.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Run another file timed, then compare the two.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(others, { title: vscode.l10n.t('Compare with which file?') });
  if (picked === undefined) return;
  await app.annotations.replace(uri, { ...file, comparison: { other: picked.name, ratio: seconds / picked.time } });
}

/** The time of the call that took longest: what a file is compared by. */
function mainSeconds({ calls }: FileAnnotations): number | undefined {
  const [longest] = [...calls].sort((a, b) => weight(b) - weight(a));
  return longest?.figures.typicalSeconds;
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
