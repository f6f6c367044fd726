import { expect, it, vi } from 'vitest';
import { late } from '../../../src/extension/services/late.js';

class Greeter {
  readonly #name = 'Ada';

  greet(greeting: string): string | Promise<string> {
    return `${greeting}, ${this.#name}`;
  }
}

it('makes what it stands for at first need, and hands calls on to it', async () => {
  const load = vi.fn(() => Promise.resolve(new Greeter()));
  const stand = late(load, 'greet');
  expect(load).not.toHaveBeenCalled();
  expect(await stand.greet('Hello')).toBe('Hello, Ada');
});

it('passes on why it could not be made', async () => {
  const stand = late((): Promise<Greeter> => Promise.reject(new Error('no such file')), 'greet');
  await expect(stand.greet('Hello')).rejects.toThrow('no such file');
});
