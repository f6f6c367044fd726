import * as vscode from 'vscode';
import type { Experiment, Implementation } from '../../core/model/experiment.js';
import { identityAt, type Hue } from '../../protocol/identity.js';

/** Terminals take the theme's terminal colours alone; these are the ones of the same hue as the charts'. */
const TERMINAL_COLORS: Readonly<Record<Hue, string>> = {
  blue: 'terminal.ansiBlue',
  purple: 'terminal.ansiMagenta',
  green: 'terminal.ansiGreen',
  yellow: 'terminal.ansiYellow',
  red: 'terminal.ansiRed',
  // No terminal colour is orange; cyan is the one left to tell a sixth implementation by.
  orange: 'terminal.ansiCyan',
};

/** Icon ids: VS Code's own for Python, this extension's for Julia (package.json, `icons`). */
const LANGUAGE_ICONS: Readonly<Record<string, string>> = { python: 'python', julia: 'langbench-julia' };

export function terminalColor(experiment: Experiment, implementation: Implementation): vscode.ThemeColor {
  return new vscode.ThemeColor(TERMINAL_COLORS[identityAt(experiment.implementations.indexOf(implementation)).hue]);
}

export function languageIcon(language: string, color?: vscode.ThemeColor): vscode.ThemeIcon {
  return new vscode.ThemeIcon(LANGUAGE_ICONS[language] ?? 'file-code', color);
}

/** The language's icon in the colour that the implementation has everywhere. */
export function implementationIcon(experiment: Experiment, implementation: Implementation): vscode.ThemeIcon {
  const { themeColor } = identityAt(experiment.implementations.indexOf(implementation));
  return languageIcon(implementation.language, new vscode.ThemeColor(themeColor));
}
