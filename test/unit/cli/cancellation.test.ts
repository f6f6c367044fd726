import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cancellable } from '../../../src/cli/cancellation.js';

const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
beforeEach(() => {
  vi.useFakeTimers();
  exit.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

test('Ctrl+C cancels once, however many parents pass it on', () => {
  const onFirst = vi.fn();
  const { signal, release } = cancellable(onFirst);
  process.emit('SIGINT');
  vi.advanceTimersByTime(100);
  process.emit('SIGINT');
  process.emit('SIGTERM');
  expect(signal.aborted).toBe(true);
  expect(onFirst).toHaveBeenCalledOnce();
  expect(exit).not.toHaveBeenCalled();
  release();
});

test('Ctrl+\\ cancels as well, so that no program is left behind', () => {
  const { signal, release } = cancellable(() => undefined);
  process.emit('SIGQUIT');
  expect(signal.aborted).toBe(true);
  release();
});

test('a terminal that was closed ends the process as such, once all is done', () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const { signal, release } = cancellable(() => undefined);
  process.emit('SIGHUP', 'SIGHUP');
  expect(signal.aborted).toBe(true);
  expect(kill).not.toHaveBeenCalled();
  release();
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGHUP');
  kill.mockRestore();
});

test('Ctrl+C again ends at once', () => {
  const { release } = cancellable(() => undefined);
  process.emit('SIGINT');
  vi.advanceTimersByTime(1000);
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  release();
});
