import { StringDecoder } from 'node:string_decoder';
import * as vscode from 'vscode';
import { MarkerFilter } from '../../core/lines/index.js';
import { PendingText } from './pending-text.js';

/** How often a window is given text, and how much at once: about 2 MB a second, which it draws with time to spare. */
const FLUSH_MILLISECONDS = 33;
const FLUSH_CHARACTERS = 64 * 1024;
const PENDING_CHARACTERS = 1024 * 1024;

const INTERRUPT = '\u0003';

const DIM = '\u001B[2m';
const RED = '\u001B[31m';
const PLAIN = '\u001B[0m';

type Stream = 'stdout' | 'stderr';

export interface OutputPtyHandlers {
  /** Whether a log keeps what the terminal leaves out. */
  readonly isLogged: boolean;
  /** The terminal is there to be written to. */
  opened?(): void;
  /** Ctrl+C. */
  interrupt(): void;
  /** The person closed the terminal. */
  closed(): void;
  /** Other input; returns whether the program took it. */
  input?(text: string): boolean;
}

/**
 * A terminal that shows a program's own bytes: colours kept, marker lines hidden, in bounded memory. It serves
 * `createTerminal` and a task's `CustomExecution` alike.
 */
export class OutputPty implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly #handlers: OutputPtyHandlers;
  readonly #pending: PendingText;
  #streams = newStreams();
  #isOpen = false;
  #timer: NodeJS.Timeout | undefined;
  #exitCode: number | undefined;
  #isRunning = false;
  #toldAboutInput = false;
  #atLineStart = true;
  #isComingToFront = false;

  constructor(handlers: OutputPtyHandlers) {
    this.#handlers = handlers;
    this.#pending = new PendingText(PENDING_CHARACTERS, (characters) => leftOutNotice(characters, handlers.isLogged));
  }

  /** Shows the end of the terminal that this feeds, without taking the focus. */
  bringToFront(terminal: vscode.Terminal): void {
    terminal.show(true);
    scrollToEnd();
    this.#isComingToFront = true;
  }

  /** A terminal that was hidden may get its size only when it is drawn, and then stay where it was scrolled to before. */
  setDimensions(): void {
    if (this.#isComingToFront) scrollToEnd();
    this.#isComingToFront = false;
  }

  open(): void {
    this.#isOpen = true;
    this.#schedule();
    this.#handlers.opened?.();
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#handlers.closed();
  }

  handleInput(data: string): void {
    if (data.includes(INTERRUPT)) {
      this.#handlers.interrupt();
    } else if (this.#handlers.input?.(data) !== true && !this.#toldAboutInput) {
      this.#toldAboutInput = true;
      this.notice(
        this.#isRunning
          ? vscode.l10n.t('The program does not read from the keyboard. Ctrl+C cancels it.')
          : vscode.l10n.t('Nothing runs here now.'),
      );
    }
  }

  /** A program begins; `title` tells which. */
  startProgram(title: string): void {
    this.#isRunning = true;
    this.#toldAboutInput = false;
    this.notice(title);
  }

  /** Shows what the program printed. */
  show(stream: Stream, chunk: Uint8Array): void {
    const { filter, decoder } = this.#streams[stream];
    this.#push(decoder.write(filter.push(chunk)));
  }

  /** Shows what the person types. */
  echo(text: string): void {
    this.#push(text);
  }

  /** Shows lines of LangBench's own, told apart from the program's output by being dim, or red for what went wrong. */
  notice(text: string, kind: 'remark' | 'failure' = 'remark'): void {
    if (text === '') return;
    const lines = text.split('\n').map((line) => `${kind === 'remark' ? DIM : RED}${line}${PLAIN}\n`);
    this.#push(`${this.#atLineStart ? '' : '\n'}${lines.join('')}`);
  }

  /** The program has ended: shows what its last, unfinished line held. A next program may follow. */
  endProgram(): void {
    for (const { filter, decoder } of Object.values(this.#streams)) {
      this.#push(decoder.write(filter.end()) + decoder.end());
    }
    this.#streams = newStreams();
    this.#isRunning = false;
    this.#toldAboutInput = false;
  }

  /** Closes the terminal with an exit code, as a task does, once everything is shown. */
  exit(code: number): void {
    this.#exitCode = code;
    this.#schedule();
  }

  #push(text: string): void {
    if (text === '') return;
    this.#atLineStart = text.endsWith('\n');
    this.#pending.push(text.replace(/\r?\n/g, '\r\n'));
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#isOpen || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, FLUSH_MILLISECONDS);
  }

  #flush(): void {
    if (!this.#pending.isEmpty) this.#write.fire(this.#pending.take(FLUSH_CHARACTERS));
    if (!this.#pending.isEmpty) this.#schedule();
    else if (this.#exitCode !== undefined) this.#close.fire(this.#exitCode);
  }
}

/** Scrolls the terminal in front. */
function scrollToEnd(): void {
  void vscode.commands.executeCommand('workbench.action.terminal.scrollToBottom');
}

function newStreams(): Record<Stream, { filter: MarkerFilter; decoder: StringDecoder }> {
  return {
    stdout: { filter: new MarkerFilter(), decoder: new StringDecoder('utf8') },
    stderr: { filter: new MarkerFilter(), decoder: new StringDecoder('utf8') },
  };
}

function leftOutNotice(characters: number, isLogged: boolean): string {
  const megabytes = (characters / 1e6).toFixed(1);
  const text = isLogged
    ? vscode.l10n.t('… {0} MB left out here; the log has all of it', megabytes)
    : vscode.l10n.t('… {0} MB left out here', megabytes);
  return `${DIM}${text}${PLAIN}\r\n`;
}
