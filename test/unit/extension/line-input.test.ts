import { describe, expect, it } from 'vitest';
import { LineInput } from '../../../src/extension/terminals/line-input.js';

describe('LineInput', () => {
  it('hands lines on when they are entered, and shows them while they are typed', () => {
    const input = new LineInput();
    expect(input.push('ye')).toEqual({ echo: 'ye', lines: '', ended: false });
    expect(input.push('s\r')).toEqual({ echo: 's\r\n', lines: 'yes\n', ended: false });
  });

  it('lets a line be corrected by whole characters', () => {
    const input = new LineInput();
    expect(input.push('a😀\u007F\u007F\u007Fb\r')).toEqual({ echo: 'a😀\b \b\b \bb\r\n', lines: 'b\n', ended: false });
  });

  it('leaves arrow keys out', () => {
    expect(new LineInput().push('a\u001B[D\u001BOPb\r').lines).toBe('ab\n');
  });

  it('ends the input with Ctrl+D on an empty line alone', () => {
    const input = new LineInput();
    expect(input.push('a\u0004').ended).toBe(false);
    expect(input.push('\r\u0004').ended).toBe(true);
  });
});
