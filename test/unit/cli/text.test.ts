import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import truncatedWidth from 'fast-string-truncated-width';
import { describe, expect, it, vi } from 'vitest';
import { LiveRegion } from '../../../src/cli/progress/live-region.js';
import { reportText } from '../../../src/cli/report-text.js';
import { forTerminal, isLive, styleFor } from '../../../src/cli/style.js';
import { fitColumns, textTable } from '../../../src/cli/text-table.js';
import { duration } from '../../../src/cli/values.js';
import { sampleRun, trialsOf } from '../compare/sample-run.js';

const cells = (...texts: string[]): { text: string }[] => texts.map((text) => ({ text }));

describe('text tables', () => {
  it('line up, whatever the width of their letters', () => {
    expect(
      textTable([cells('a', '数字', 'x'), [{ text: 'bb' }, { text: '1', align: 'right' }, { text: 'y' }]]),
    ).toEqual(['a   数字  x', 'bb     1  y']);
  });

  it('keep to their lines, whatever the texts hold', () => {
    expect(textTable([cells('two\nlines', 'x')])).toEqual(['two lines  x']);
  });

  it('split into parts that fit, each with the first column', () => {
    const parts = fitColumns([cells('name', 'aaaa', 'bbbb', 'cccc'), cells('n', '1', '2', '3')], 16);
    expect(parts.map((part) => textTable(part))).toEqual([
      ['name  aaaa  bbbb', 'n     1     2'],
      ['name  cccc', 'n     3'],
    ]);
  });
});

describe('text for a terminal', () => {
  it('keeps its colours, and nothing else that steers one', () => {
    expect(forTerminal('\x1b[1mTitle\x1b[22m\x1b]52;c;AAAA\x07\x1b[2J\r\x9b2J\tend\n')).toBe(
      '\x1b[1mTitle\x1b[22m]52;c;AAAA[2J2J\tend\n',
    );
  });
});

describe("the closing report's text", () => {
  const run = sampleRun(
    trialsOf({ 'python-tensorflow': [[2, 1, 1]], 'julia-flux': [[3, 2, 2]], 'python-numpy': [[3, 3, 3]] }),
  );

  const options = { target: { experiment: 'mnist' }, style: styleFor({ isTTY: false }, {}), width: Infinity };

  it('keeps its table within the terminal', () => {
    const text = reportText(run, { ...options, width: 60 });
    // What follows the table begins with the sentence on who was faster.
    const [table = ''] = text.split(/\n(?=.*\bfaster\b)/);
    expect(Math.max(...table.split('\n').map((line) => truncatedWidth(line).width))).toBeLessThanOrEqual(60);
    expect(table.match(/^Steady epoch/gm)).toHaveLength(2);
  });

  it('tells the variables that steer speed among its conditions', () => {
    const environment = { ...run.environment, variables: { OPENBLAS_CORETYPE: 'Haswell' } };
    const text = reportText({ ...run, environment }, options);
    expect(text).toMatch(/ · .* · OPENBLAS_CORETYPE=Haswell$/m);
  });

  it('has no no-break spaces, which nobody finds by searching', () => {
    expect(reportText(run, options)).not.toContain('\u00a0');
  });
});

describe('the live line', () => {
  const screen = (columns: number): { stream: WriteStream; written: () => string } => {
    let written = '';
    const stream = Object.assign(
      new Writable({
        write: (chunk: Buffer, _, done) => {
          written += chunk.toString();
          done();
        },
      }),
      { columns, isTTY: true },
    );
    return { stream: stream as unknown as WriteStream, written: () => written };
  };

  it('is rewritten in place and never wraps', () => {
    vi.useFakeTimers();
    const { stream, written } = screen(20);
    const region = new LiveRegion(stream, () => 'epoch 1 of 3, 数字 and more than fits');
    vi.advanceTimersByTime(1000);
    region.stop();
    vi.useRealTimers();
    const frames = written().split('\r\u001b[2K').slice(1, -1);
    expect(frames.length).toBeGreaterThan(4);
    expect(new Set(frames).size).toBeGreaterThan(1);
    for (const frame of frames) {
      expect(truncatedWidth(frame).width).toBeLessThan(20);
      expect(frame).toMatch(/^\S epoch 1 of 3,.*…$/);
      expect(frame).not.toContain('\n');
    }
  });

  it('lets lines stand above it, and gives the cursor back', () => {
    const { stream, written } = screen(80);
    const region = new LiveRegion(stream, () => 'working');
    region.log('one done');
    region.stop();
    expect(written()).toMatch(/one done\n.*working/s);
    expect(written().endsWith('\u001b[?25h')).toBe(true);
  });
});

describe('the terminal', () => {
  const colored = (isTTY: boolean, environment: NodeJS.ProcessEnv): boolean =>
    styleFor({ isTTY }, environment).bold('x') !== 'x';

  it('is coloured for people, unless NO_COLOR or FORCE_COLOR says otherwise', () => {
    expect(colored(true, {})).toBe(true);
    expect(colored(false, {})).toBe(false);
    expect(colored(true, { NO_COLOR: '1' })).toBe(false);
    expect(colored(true, { NO_COLOR: '' })).toBe(true);
    expect(colored(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(colored(true, { FORCE_COLOR: '0' })).toBe(false);
    expect(colored(true, { TERM: 'dumb' })).toBe(false);
  });

  it('is rewritten in place only where a person sees it happen', () => {
    expect(isLive({ isTTY: true }, {})).toBe(true);
    expect(isLive({ isTTY: false }, {})).toBe(false);
    expect(isLive({ isTTY: true }, { CI: 'true' })).toBe(false);
    expect(isLive({ isTTY: true }, { CI: 'false' })).toBe(true);
    expect(isLive({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  });
});

describe('option values', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['1.5m', 90],
    ['2h', 7200],
  ])('read %s as %d seconds', (text, seconds) => {
    expect(duration(text)).toBe(seconds);
  });

  it.each(['', '0', '-1', '5d', 'h', '1e3'])('refuse "%s" as a time', (text) => {
    expect(() => duration(text)).toThrow('Expected a time');
  });
});
