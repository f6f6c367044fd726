import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { CallAnnotation, FileAnnotations } from '../lenses/annotation.js';
import type { Annotations } from '../lenses/annotations.js';
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

/** Compares a call's time with another measured file's, or shows the run that it comes from. */
export async function compareCall({ annotations }: App, uri: vscode.Uri, ordinal: number): Promise<void> {
  const own = callOf(annotations.get(uri), ordinal);
  if (own === undefined) return;
  const { source } = own.file;
  if (source.kind === 'benchmark') {
    await vscode.commands.executeCommand(commands.showResults, source.runId);
    return;
  }
  const { unit } = own.call.figures;
  const others = othersMeasuredBy(annotations, unit, uri);
  if (others.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No other file has a time of the same kind, per epoch or per call: run one timed, then compare.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(others, { title: vscode.l10n.t('Compare with which file?') });
  // The file may have been run again meanwhile.
  const now = callOf(annotations.get(uri), ordinal);
  if (picked === undefined || now?.call.figures.unit !== unit) return;
  const ratio = now.call.figures.typicalSeconds / picked.figures.typicalSeconds;
  const compared: CallAnnotation = { ...now.call, comparison: { other: picked.label, ratio } };
  const calls = now.file.calls.map((call) => (call === now.call ? compared : call));
  await annotations.replace(uri, { ...now.file, calls });
}

function callOf(
  file: FileAnnotations | undefined,
  ordinal: number,
): { readonly file: FileAnnotations; readonly call: CallAnnotation } | undefined {
  const call = file?.calls.find((each) => each.call.ordinal === ordinal);
  return file && call && { file, call };
}

interface FileItem extends vscode.QuickPickItem {
  readonly figures: Figures;
}

/** Every other file that has a time of this unit: an epoch's and a call's do not compare. */
function othersMeasuredBy(annotations: Annotations, unit: Figures['unit'], uri: vscode.Uri): FileItem[] {
  return annotations.all().flatMap(([other, { calls }]) => {
    const figures = longest(comparable(calls, unit));
    if (other.toString() === uri.toString() || figures === undefined) return [];
    const path = vscode.workspace.asRelativePath(other);
    // A file from elsewhere, such as a bundled program, has a path too long to be its name.
    const isOutside = vscode.workspace.getWorkspaceFolder(other) === undefined;
    const label = isOutside ? basename(other.fsPath) : path;
    return [{ label, description: typicalText(figures), ...(isOutside && { detail: readablePath(path) }), figures }];
  });
}

/** What a benchmark measured of a call beside the epochs is of loading and testing. */
function comparable(calls: readonly CallAnnotation[], unit: Figures['unit']): Figures[] {
  return calls
    .filter(({ figures, origin }) => figures.unit === unit && (unit === 'epoch' || origin !== 'benchmark'))
    .map(({ figures }) => figures);
}

/** Those of the call that took longest in all: what a file is compared by. */
function longest(figures: readonly Figures[]): Figures | undefined {
  const total = ({ typicalSeconds, count }: Figures): number => typicalSeconds * count;
  return [...figures].sort((a, b) => total(b) - total(a))[0];
}

/** Opens the hover that tells a call's spread, conditions and when. */
export async function showCallDetails(uri: vscode.Uri, line: number, column: number): Promise<void> {
  const position = new vscode.Position(line, column);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(uri, { selection });
  await vscode.commands.executeCommand('editor.action.showHover');
}
