import type * as vscode from 'vscode';

/** A row as it is read aloud: by itself the editor takes the tooltip, which names neither the row nor its state. */
export function spoken(item: vscode.TreeItem): vscode.TreeItem {
  const parts = [item.label, item.description].filter((part) => typeof part === 'string');
  item.accessibilityInformation = { label: parts.filter((part) => part !== '').join(', ') };
  return item;
}
