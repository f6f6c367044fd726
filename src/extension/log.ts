import * as vscode from 'vscode';

/** LangBench's own log, which notifications link to; not a measured program's output. */
export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel('LangBench', { log: true });
}

/** An error's message in English; whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
