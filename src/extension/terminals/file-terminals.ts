import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import * as vscode from 'vscode';
import type { Language } from '../../core/model/experiment.js';
import { shortName } from '../short-name.js';
import { languageIcon } from './appearance.js';
import { LineInput } from './line-input.js';
import { OutputPty } from './output-pty.js';

interface FileTerminalHandlers {
  interrupt(): void;
  /** What the program reads what is typed from. */
  readonly input: Writable;
}

interface FileTerminal {
  readonly terminal: vscode.Terminal;
  readonly pty: OutputPty;
  /** What the program that runs in it is typed; what was typed of a line for an earlier one is not for this one. */
  typing: LineInput;
  /** Absent while nothing runs in it. */
  handlers: FileTerminalHandlers | undefined;
}

/** One terminal per file that is run timed, used again from run to run. */
export class FileTerminals {
  readonly #terminals = new Map<string, FileTerminal>();

  /** Brings a file's terminal to the front and gives it to a new run of the file. */
  open(uri: vscode.Uri, language: Language, handlers: FileTerminalHandlers): OutputPty {
    const key = uri.toString();
    const entry = this.#terminals.get(key) ?? this.#create(key, uri, language);
    entry.handlers = handlers;
    entry.typing = new LineInput();
    entry.pty.bringToFront(entry.terminal);
    return entry.pty;
  }

  /** Shows the terminal of the file that runs; false when none does. */
  showRunning(): boolean {
    const running = [...this.#terminals.values()].find(({ handlers }) => handlers !== undefined);
    running?.terminal.show();
    return running !== undefined;
  }

  /** The run in a file's terminal has ended. */
  release(uri: vscode.Uri): void {
    const entry = this.#terminals.get(uri.toString());
    if (entry !== undefined) entry.handlers = undefined;
  }

  #create(key: string, uri: vscode.Uri, language: Language): FileTerminal {
    const pty = new OutputPty({
      isLogged: false,
      interrupt: () => {
        entry.handlers?.interrupt();
      },
      closed: () => {
        this.#terminals.delete(key);
        entry.handlers?.interrupt();
      },
      input: (data) => {
        const { handlers, typing } = entry;
        if (handlers?.input.writable !== true) return false;
        const { input } = handlers;
        const { echo, lines, ended } = typing.push(data);
        pty.echo(echo);
        if (lines !== '') input.write(lines);
        if (ended) input.end();
        return true;
      },
    });
    const terminal = vscode.window.createTerminal({
      name: shortName(basename(uri.fsPath)),
      pty,
      iconPath: languageIcon(language),
      isTransient: true,
    });
    const entry: FileTerminal = { terminal, pty, typing: new LineInput(), handlers: undefined };
    this.#terminals.set(key, entry);
    return entry;
  }
}
