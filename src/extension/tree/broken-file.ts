import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Sentence } from '../../core/model/sentence.js';
import { tell } from '../../core/report/translate.js';
import { spoken } from './row.js';

/** The row of a file that cannot be used: tells why, and opens it for whoever can mend it. */
export function brokenFileItem({
  file,
  message,
}: {
  readonly file: string;
  readonly message: string | Sentence;
}): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(file));
  item.id = file;
  item.description = vscode.l10n.t('cannot be read');
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = tell(message, vscode.l10n.t);
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.file(file)] };
  return spoken(item);
}
