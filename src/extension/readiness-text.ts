import * as vscode from 'vscode';
import type { Readiness } from '../core/model/readiness.js';

/** Whether an implementation can run, in a word or two. */
export function readinessText({ state }: Readiness): string {
  return state === 'ready' ? vscode.l10n.t('ready') : vscode.l10n.t('not ready');
}

/** What an implementation that is ready runs on: the version of its language, where it has one, and of its packages. */
export function versionsOf({ version, packages }: Extract<Readiness, { readonly state: 'ready' }>): string[] {
  const named = Object.entries(packages).map(([name, installed]) => `${name} ${installed}`);
  return version === '' ? named : [version, ...named];
}
