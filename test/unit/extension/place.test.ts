import { describe, expect, it } from 'vitest';
import { findTrainCalls } from '../../../src/core/train-calls/index.js';
import type { CallAnnotation } from '../../../src/extension/lenses/annotation.js';
import { place } from '../../../src/extension/lenses/place.js';

/** Every train call of a text, measured; the time tells which call it was. */
function measured(source: string): CallAnnotation[] {
  return findTrainCalls(source, 'python').map((call) => ({
    call: { ...call, line: call.start.line },
    figures: { unit: 'call', count: 1, typicalSeconds: call.ordinal + 1, resolutionSeconds: 0 },
    origin: 'traced',
  }));
}

/** `line: seconds` of every call of the text as it is now; `?` when unmeasured, `!` when stale. */
function shown(before: string, after: string): string[] {
  return place(findTrainCalls(after, 'python'), measured(before)).map(
    ({ call, annotation, isStale }) =>
      `${call.start.line}: ${annotation?.figures.typicalSeconds ?? '?'}${isStale ? '!' : ''}`,
  );
}

const TWO = 'model.fit(x, y, epochs=2)\nprint()\nother.fit(x, y)\n';

describe('place', () => {
  it('finds calls where they are', () => {
    expect(shown(TWO, TWO)).toEqual(['0: 1', '2: 2']);
  });

  it('moves with lines that are put in and taken out', () => {
    expect(shown(TWO, `import a\nimport b\n${TWO.replace('print()\n', '')}`)).toEqual(['2: 1', '3: 2']);
  });

  it('marks a call stale whose text has changed, and not one whose layout has', () => {
    expect(shown(TWO, TWO.replace('epochs=2', 'epochs=3'))).toEqual(['0: 1!', '2: 2']);
    expect(shown(TWO, TWO.replace('x, y)', '\n    x,  # images\n    y)'))).toEqual(['0: 1', '2: 2']);
  });

  it('leaves out a call that was taken away, and gives its time to no other', () => {
    expect(shown(TWO, TWO.replace('model.fit(x, y, epochs=2)', 'pass'))).toEqual(['2: 2']);
  });

  it('shows nothing in a comment or a string', () => {
    expect(shown(TWO, '# model.fit(x, y, epochs=2)\ns = "other.fit(x, y)"\n')).toEqual([]);
  });

  it('tells equal calls apart by their order, and by the nearest line when one is gone', () => {
    const equal = 'model.fit(x)\n\n\n\nmodel.fit(x)\n';
    expect(shown(equal, `\n\n\n${equal}`)).toEqual(['3: 1', '7: 2']);
    expect(shown(equal, '\n\n\n\nmodel.fit(x)\nmodel.fit(x)\nmodel.fit(x)\n')).toEqual(['4: 1', '5: 2', '6: ?']);
  });

  it('takes the nearest of equal calls that are left, the earlier of two, and keeps edited ones in order', () => {
    expect(shown('\n\nm.fit(x)\n', 'm.fit(x)\n\n\n\nm.fit(x)\n')).toEqual(['0: 1', '4: ?']);
    expect(shown('\nm.fit(x)\nm.fit(x)\n', 'm.fit(x)\n\n\nm.fit(x)\n\nm.fit(x)\n')).toEqual(['0: 1', '3: 2', '5: ?']);
    expect(shown('m.fit(1)\na.fit(x)\nm.fit(2)\n', 'm.fit(3)\na.fit(x)\nm.fit(4)\n')).toEqual([
      '0: 1!',
      '1: 2',
      '2: 3!',
    ]);
  });

  it('does not carry an edited call across another one', () => {
    const before = 'a.fit(x)\nb.fit(x)\n';
    expect(shown(before, 'b.fit(x)\na.fit(x, 2)\n')).toEqual(['0: 2', '1: ?']);
  });
});
