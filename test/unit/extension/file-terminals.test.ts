import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { FileTerminals } from '../../../src/extension/terminals/file-terminals.js';
import { smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const uri = smallVscode.Uri.file('/project/own.py') as never;

/** A terminal's next program; what it reads is given. */
function open(terminals: FileTerminals) {
  const input = new PassThrough({ encoding: 'utf8' });
  const interrupt = vi.fn();
  const pty = terminals.open(uri, 'python', { input, interrupt });
  return { pty, interrupt, read: () => input.read() as string | null };
}

it('hands a line to the program that runs when it is entered', () => {
  const terminals = new FileTerminals();
  const first = open(terminals);
  first.pty.handleInput('Ada\r');
  expect(first.read()).toBe('Ada\n');
});

it('lets no program read what was half typed for the one before', () => {
  const terminals = new FileTerminals();
  const first = open(terminals);
  first.pty.handleInput('half');
  terminals.release(uri);
  const second = open(terminals);
  expect(second.pty).toBe(first.pty);
  second.pty.handleInput('whole\r');
  expect(second.read()).toBe('whole\n');
});

it('shows the terminal of the file that runs, if one does', () => {
  const shown = vi.fn();
  vi.spyOn(smallVscode.window, 'createTerminal').mockImplementationOnce((options) => ({ ...options, show: shown }));
  const terminals = new FileTerminals();
  open(terminals);
  shown.mockClear();
  expect(terminals.showRunning()).toBe(true);
  expect(shown).toHaveBeenCalledOnce();
  terminals.release(uri);
  expect(terminals.showRunning()).toBe(false);
});

it('ends the program whose terminal is closed, and has another terminal for the next', () => {
  const terminals = new FileTerminals();
  const first = open(terminals);
  first.pty.close();
  expect(first.interrupt).toHaveBeenCalledOnce();
  expect(open(terminals).pty).not.toBe(first.pty);
});
