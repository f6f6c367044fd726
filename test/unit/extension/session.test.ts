import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BusyError, RunSession } from '../../../src/extension/run/session.js';
import { sentence } from '../../../src/core/model/sentence.js';
import { tellError } from '../../../src/extension/messages.js';
import { contexts, smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

let session: RunSession;
let states: string[];

beforeEach(() => {
  session = new RunSession();
  states = [];
  session.onDidChangeState(({ kind }) => states.push(kind));
});

/** Work that ends when its signal says so. */
const untilAborted = async (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve('aborted');
    });
  });

describe('RunSession', () => {
  it('goes from preparing over running to idle, and tells when clauses so', async () => {
    const ended = session.start('mnist', async () => {
      expect(contexts.get('langbench.running')).toBe(true);
      session.begin();
      return Promise.resolve(1);
    });
    expect(await ended).toBe(1);
    expect(states).toEqual(['preparing', 'running', 'idle']);
    expect(contexts.get('langbench.running')).toBe(false);
  });

  it('measures one thing at a time', async () => {
    const first = session.start('mnist', untilAborted);
    await expect(session.start('own.py', untilAborted)).rejects.toThrow(BusyError);
    await expect(session.start('own.py', untilAborted)).rejects.toThrow('busy in this window: mnist.');
    session.cancel();
    expect(await first).toBe('aborted');
  });

  it('says in English, for models and the log, that it is busy, and keeps what tells people so in their language', async () => {
    const translate = vi.spyOn(smallVscode.l10n, 't').mockReturnValue('auf Deutsch');
    const first = session.start(sentence('Checking environments'), untilAborted);
    const busy = await session.start('own.py', untilAborted).catch((error: unknown) => error as BusyError);
    expect(busy).toMatchObject({ message: 'LangBench is busy in this window: Checking environments.' });
    expect(tellError(busy)).toBe('auf Deutsch');
    translate.mockRestore();
    session.cancel();
    await first;
  });

  it('is idle again after work that fails', async () => {
    await expect(session.start('mnist', async () => Promise.reject(new Error('no data')))).rejects.toThrow('no data');
    expect(session.state.kind).toBe('idle');
  });

  it('stops by cancelling and waiting for the end', async () => {
    const ended = session.start('mnist', untilAborted);
    await session.stop();
    expect(states).toEqual(['preparing', 'cancelling', 'idle']);
    expect(await ended).toBe('aborted');
    await session.stop();
  });

  it('is cancelled by whoever began it, who then gets nothing, and never by one who was refused', async () => {
    const [owner, other] = [new AbortController(), new AbortController()];
    const work = async (signal: AbortSignal): Promise<never> => {
      await untilAborted(signal);
      throw new Error('aborted');
    };
    const ended = session.start('mnist', work, owner.signal);
    await expect(session.start('own.py', untilAborted, other.signal)).rejects.toThrow(BusyError);
    other.abort();
    expect(session.state.kind).toBe('preparing');
    owner.abort();
    await expect(ended).resolves.toBeUndefined();
    await expect(session.start('mnist', untilAborted, owner.signal)).resolves.toBeUndefined();
    expect(states).toEqual(['preparing', 'cancelling', 'idle']);
  });

  it('cancels one trial alone', () => {
    const first = { implementation: 'a', block: 1, position: 1 };
    const signals = [session.trialSignal(first), session.trialSignal({ ...first, block: 2 })];
    session.cancelTrial(first);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });
});
