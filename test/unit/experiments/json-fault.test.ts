import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../src/core/json-fault.js';

describe('findJsonFault', () => {
  it('finds none in any JSON, and one exactly where JSON.parse fails', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '\n', 'x'),
        (json, at, bit) => {
          expect(findJsonFault(json)).toBeUndefined();
          const place = at % (json.length + 1);
          const mangled = json.slice(0, place) + bit + json.slice(place + 1);
          expect(findJsonFault(mangled) === undefined).toBe(parses(mangled));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives up on what nests without end', () => {
    expect(findJsonFault('['.repeat(200_000))).toMatchObject({ column: 1002 });
  });

  it('counts lines of all three kinds', () => {
    expect(findJsonFault('[\r\n1,\n2,\r!]')).toEqual({ line: 4, column: 1, found: '"!]"' });
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
