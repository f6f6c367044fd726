import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { PendingText } from '../../../src/extension/terminals/pending-text.js';

const notice = (characters: number): string => `[${characters} left out]\n`;

function drain(pending: PendingText, size: number): string {
  let shown = '';
  while (!pending.isEmpty) shown += pending.take(size);
  return shown;
}

describe('PendingText', () => {
  it('gives back what was put in when nobody is behind, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.integer({ min: 1, max: 20 }), (texts, size) => {
        const pending = new PendingText(1e6, notice);
        for (const text of texts) pending.push(text);
        expect(drain(pending, size)).toBe(texts.join(''));
      }),
    );
  });

  it('leaves out whole lines from the middle and says how much', () => {
    const pending = new PendingText(100, notice);
    pending.push('first line\n');
    const start = pending.take(100);
    const line = `${'x'.repeat(19)}\n`;
    for (let index = 0; index < 10; index++) pending.push(line);
    pending.push('last line\n');
    const rest = drain(pending, 1000);
    expect(start).toBe('first line\n');
    const match = /\[(\d+) left out\]\n((?:x{19}\n)*)last line\n$/.exec(rest);
    expect(match).not.toBeNull();
    expect(Number(match?.[1]) + (match?.[2]?.length ?? 0)).toBe(10 * line.length);
  });

  it('stays bounded and ends with the newest text when a program floods it', () => {
    const pending = new PendingText(1000, notice);
    for (let index = 0; index < 100_000; index++) pending.push(`line ${index}\n`);
    const shown = drain(pending, 64);
    expect(shown.length).toBeLessThan(1200);
    expect(shown.endsWith('line 99999\n')).toBe(true);
  });

  it('cuts a line that never ends', () => {
    const pending = new PendingText(1000, notice);
    for (let index = 0; index < 100; index++) pending.push('y'.repeat(100));
    expect(drain(pending, 64).length).toBeLessThan(1200);
  });

  it('does not split a surrogate pair', () => {
    const pending = new PendingText(1000, notice);
    pending.push('😀😀😀');
    expect(pending.take(3)).toBe('😀😀');
  });
});
