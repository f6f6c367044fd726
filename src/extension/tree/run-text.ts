import * as vscode from 'vscode';
import type { RunSummary } from '../../node/store/index.js';

/** A run's name, or when it began in the reader's own way of writing dates: to the second, which tells runs apart. */
export function runLabel(run: Pick<RunSummary, 'name' | 'startedAt'>): string {
  return run.name ?? startOf(run);
}

function startOf({ startedAt }: Pick<RunSummary, 'startedAt'>): string {
  return new Date(startedAt).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** What tells a run from others in a few words. */
export function runDescription(run: RunSummary): string {
  const parts = [
    stateText(run.state),
    run.name === undefined ? '' : startOf(run),
    run.experiment.title,
    run.synthetic ? vscode.l10n.t('synthetic digits') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function stateText(state: RunSummary['state']): string {
  switch (state) {
    case 'completed':
      return '';
    case 'running':
      return vscode.l10n.t('running');
    case 'failed':
      return vscode.l10n.t('with failures');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'interrupted':
      return vscode.l10n.t('interrupted');
  }
}
