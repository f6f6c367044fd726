import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * The folder whose `.langbench/runs` holds this window's runs: the first local workspace folder, or the extension's
 * own storage when no folder is open or it cannot be written to.
 */
export function runsDirectory(context: vscode.ExtensionContext): string {
  const folder = localFolder();
  return folder !== undefined && isWritable(folder) ? folder : context.globalStorageUri.fsPath;
}

/** The first local workspace folder. */
export function localFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
}

/** Whether runs can be saved there, or made room for. */
function isWritable(folder: string): boolean {
  try {
    const places = [join(folder, '.langbench', 'runs'), join(folder, '.langbench')];
    accessSync(places.find((place) => existsSync(place)) ?? folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** This extension's version, which every run records. */
export function langbenchVersion(context: vscode.ExtensionContext): string {
  return (context.extension.packageJSON as { version: string }).version;
}
