import * as vscode from 'vscode';
import type { Language } from '../core/model/experiment.js';
import { DEFAULT_PATTERNS } from '../core/train-calls/index.js';
import type { ChosenInterpreters } from '../node/toolchain/index.js';
import { settings as ids } from './contributions.js';

export type FileRunMode = 'traced' | 'as-is';

/** What a run does when nobody says otherwise. Absent: the experiment's own default. */
export interface BenchmarkSettings {
  /** Empty: all that are ready. */
  readonly implementations: readonly string[];
  readonly epochs: number | undefined;
  readonly blocks: number;
  readonly threads: number | 'default';
  readonly images: number | null;
  readonly dataset: string | undefined;
  readonly timeoutSeconds: number;
}

/** The settings' types, as package.json declares them. */
interface SettingValues {
  readonly implementations: readonly string[];
  readonly epochs: number | null;
  readonly blocks: number;
  readonly threads: number | null;
  readonly images: number | null;
  readonly dataset: string;
  readonly timeoutMinutes: number;
  readonly pythonPath: string;
  readonly juliaPath: string;
  readonly fileRunMode: FileRunMode;
  readonly codeLens: boolean;
  readonly trainCalls: Readonly<Record<string, readonly string[]>>;
}

function read<Name extends keyof SettingValues>(name: Name, scope?: vscode.Uri): SettingValues[Name] {
  // Every one has a default in package.json.
  return vscode.workspace.getConfiguration(undefined, scope).get<unknown>(ids[name]) as SettingValues[Name];
}

export function benchmarkSettings(): BenchmarkSettings {
  return {
    implementations: read('implementations'),
    epochs: read('epochs') ?? undefined,
    blocks: read('blocks'),
    threads: read('threads') ?? 'default',
    images: read('images'),
    dataset: nonEmpty(read('dataset')),
    timeoutSeconds: read('timeoutMinutes') * 60,
  };
}

export function interpreterSettings(scope?: vscode.Uri): ChosenInterpreters {
  const python = nonEmpty(read('pythonPath', scope));
  const julia = nonEmpty(read('juliaPath', scope));
  return { ...(python !== undefined && { python }), ...(julia !== undefined && { julia }) };
}

export function fileRunMode(scope: vscode.Uri): FileRunMode {
  return read('fileRunMode', scope);
}

export function codeLensEnabled(scope: vscode.Uri): boolean {
  return read('codeLens', scope);
}

/** Regular expressions of train calls: as the person wrote them, and in place of `default` those that LangBench has. */
export function trainCallPatterns(language: Language, scope: vscode.Uri): readonly string[] {
  const written = read('trainCalls', scope)[language] ?? ['default'];
  return written.flatMap((pattern) => (pattern === 'default' ? DEFAULT_PATTERNS[language] : [pattern]));
}

/** Shows a setting where the person changes it. */
export async function openSetting(name: keyof typeof ids): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${ids[name]}`);
}

function nonEmpty(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}
