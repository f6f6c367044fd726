import * as vscode from 'vscode';

/**
 * The folder whose `.langbench/runs` holds this window's runs: the first local workspace folder, or the extension's
 * own storage when no folder is open.
 */
export function runsDirectory(context: vscode.ExtensionContext): string {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return (folder?.uri ?? context.globalStorageUri).fsPath;
}

/** This extension's version, which every run records. */
export function langbenchVersion(context: vscode.ExtensionContext): string {
  return (context.extension.packageJSON as { version: string }).version;
}
