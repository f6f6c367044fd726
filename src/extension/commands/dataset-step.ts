import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { pickOne, type Choice, type StepOutcome } from './steps.js';

const FOLDER = '';

/** Lets the person choose one of the experiment's data sets, what they chose before, or a folder of their own. */
export async function pickDataset(
  frame: Omit<Parameters<typeof pickOne>[0], 'placeholder'>,
  datasets: readonly string[],
  current: string,
  onChosen: (dataset: string) => void,
): Promise<StepOutcome> {
  const choices = [
    ...[...new Set([...datasets, current])].map(choiceOf),
    { label: vscode.l10n.t('Choose a folder…'), value: FOLDER, description: vscode.l10n.t('with four IDX files') },
  ];
  let chosen = current;
  const outcome = await pickOne({ ...frame, placeholder: vscode.l10n.t('Which data?') }, choices, current, (value) => {
    chosen = value;
  });
  if (outcome !== 'next') return outcome;
  const dataset = chosen === FOLDER ? await pickFolder() : chosen;
  if (dataset === undefined) return pickDataset(frame, datasets, current, onChosen);
  onChosen(dataset);
  return 'next';
}

function choiceOf(id: string): Choice<string> {
  const description = describe(id);
  return { label: id, value: id, ...(description !== undefined && { description }) };
}

function describe(id: string): string | undefined {
  switch (id) {
    case 'mnist':
      return vscode.l10n.t('60,000 handwritten digits and 10,000 to test with, downloaded once');
    case 'fashion-mnist':
      return vscode.l10n.t('60,000 pictures of clothes and 10,000 to test with, downloaded once');
    case 'synthetic':
      return vscode.l10n.t('drawn digits, no download');
    default:
      return undefined;
  }
}

async function pickFolder(): Promise<string | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir()),
      title: vscode.l10n.t('A folder with IDX files'),
    })) ?? [];
  return folder?.fsPath;
}
