import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Seldom } from '../../../src/node/run/seldom.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('does once what was asked for several times, and again what is asked for later', async () => {
  const action = vi.fn(() => Promise.resolve());
  const seldom = new Seldom(action);
  seldom.ask();
  seldom.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(action).toHaveBeenCalledTimes(1);
  seldom.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(action).toHaveBeenCalledTimes(2);
});

test('takes less than 0.5 % of the time', async () => {
  const action = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 100)));
  const seldom = new Seldom(action);
  const asking = setInterval(() => {
    seldom.ask();
  }, 10);
  await vi.advanceTimersByTimeAsync(200_000);
  clearInterval(asking);
  expect(action.mock.calls.length * 100).toBeLessThanOrEqual(0.005 * 200_000 + 200);
  expect(action.mock.calls.length).toBeGreaterThan(5);
});

test('does nothing any more when it is stopped', async () => {
  const action = vi.fn(() => Promise.resolve());
  const seldom = new Seldom(action);
  seldom.ask();
  await seldom.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(action).not.toHaveBeenCalled();
});
