import type * as vscode from 'vscode';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutputPty } from '../../../src/extension/terminals/output-pty.js';
import { smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let shown: string;
let exits: number[];
const handlers = { isLogged: true, interrupt: vi.fn(), closed: vi.fn() };

function newPty(): OutputPty {
  const pty = new OutputPty(handlers);
  pty.onDidWrite((text) => (shown += text));
  pty.onDidClose((code) => exits.push(code));
  return pty;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  [shown, exits] = ['', []];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('OutputPty', () => {
  it('shows nothing before the terminal is open, and all of it then', () => {
    const pty = newPty();
    pty.show('stdout', bytes('early\n'));
    vi.runAllTimers();
    expect(shown).toBe('');
    pty.open();
    vi.runAllTimers();
    expect(shown).toBe('early\r\n');
  });

  it('gathers what comes in pieces, however characters are cut, and hides marker lines', () => {
    const pty = newPty();
    pty.open();
    const whole = bytes('Größe \u001B[31mrot\u001B[0m 😀\n:::LANGBENCH {"v":1}\nend');
    for (const byte of whole) pty.show('stdout', Uint8Array.of(byte));
    vi.runAllTimers();
    expect(shown).toBe('Größe \u001B[31mrot\u001B[0m 😀\r\nend');
  });

  it('shows the last, unfinished line when the program has ended, and its own notices on lines of their own', () => {
    const pty = newPty();
    pty.open();
    pty.startProgram('program');
    pty.show('stdout', bytes('no newline :::LANG'));
    pty.endProgram();
    pty.notice('done');
    pty.notice('lost', 'failure');
    vi.runAllTimers();
    expect(shown).toBe(
      '\u001B[2mprogram\u001B[0m\r\nno newline :::LANG\r\n\u001B[2mdone\u001B[0m\r\n\u001B[31mlost\u001B[0m\r\n',
    );
  });

  it('shows its end when it comes to the front, once more when it has got its size, and leaves the reader alone then', () => {
    const terminal = { show: vi.fn() };
    const scroll = vi.spyOn(smallVscode.commands, 'executeCommand');
    const pty = newPty();
    pty.bringToFront(terminal as unknown as vscode.Terminal);
    expect(terminal.show).toHaveBeenCalledExactlyOnceWith(true);
    expect(scroll.mock.calls).toEqual([['workbench.action.terminal.scrollToBottom']]);
    pty.setDimensions();
    pty.setDimensions();
    expect(scroll).toHaveBeenCalledTimes(2);
  });

  it('interrupts on Ctrl+C and answers other input once', () => {
    const pty = newPty();
    pty.open();
    pty.startProgram('program');
    pty.handleInput('\u0003');
    pty.handleInput('x');
    pty.handleInput('y');
    vi.runAllTimers();
    expect(handlers.interrupt).toHaveBeenCalledTimes(1);
    expect(shown.match(/does not read/g)).toHaveLength(1);
  });

  it('gives the window no more than it can draw, and says what it left out', () => {
    const pty = newPty();
    pty.open();
    const piece = bytes(`${'x'.repeat(63)}\n`.repeat(1024));
    for (let megabytes = 0; megabytes < 30; megabytes++) {
      for (let index = 0; index < 16; index++) pty.show('stdout', piece);
      vi.advanceTimersByTime(33);
    }
    pty.show('stdout', bytes('the end\n'));
    vi.runAllTimers();
    expect(shown).toMatch(/\d\.\d MB left out here; the log has all of it/);
    expect(shown.endsWith('the end\r\n')).toBe(true);
    expect(shown.length).toBeLessThan(30 * 64 * 1024 + 2e6);
  });

  it('closes with its exit code when everything is shown', () => {
    const pty = newPty();
    pty.open();
    pty.show('stdout', bytes('last\n'));
    pty.exit(130);
    vi.runAllTimers();
    expect(shown).toBe('last\r\n');
    expect(exits).toEqual([130]);
  });

  it('tells that it was closed, and writes no more', () => {
    const pty = newPty();
    pty.open();
    pty.show('stdout', bytes('late\n'));
    pty.close();
    vi.runAllTimers();
    expect(handlers.closed).toHaveBeenCalledTimes(1);
    expect(shown).toBe('');
  });
});
