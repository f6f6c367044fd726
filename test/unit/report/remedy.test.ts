import { expect, it } from 'vitest';
import { remedyText } from '../../../src/cli/remedy-text.js';
import type { Remedy } from '../../../src/core/model/run.js';
import { remedyInEditor } from '../../../src/core/report/index.js';

const cases: [Remedy, RegExp, RegExp][] = [
  ['Read the log.', /^Read the log\.$/, /^Read the log\.$/],
  [{ kind: 'set-up', implementation: 'a' }, /^(?:npx )?langbench setup a$/, /"LangBench: Set Up Environments"/],
  [{ kind: 'longer-timeout' }, /--timeout/, /more time in the settings/],
];

it.each(cases)('%j is worded as it is done on the command line, and in the editor', (remedy, typed, chosen) => {
  expect(remedyText(remedy)).toMatch(typed);
  expect(remedyInEditor(remedy)).toMatch(chosen);
  expect(remedyInEditor(remedy)).not.toMatch(/langbench setup|--/);
});
