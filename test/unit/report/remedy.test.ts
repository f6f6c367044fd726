import { expect, it } from 'vitest';
import { remedyText } from '../../../src/cli/remedy-text.js';
import type { Remedy } from '../../../src/core/model/run.js';
import { sentence } from '../../../src/core/model/sentence.js';
import { english, isSetUp, remedyInEditor, settingOf, tell } from '../../../src/core/report/index.js';

const cases: [Remedy, RegExp, RegExp][] = [
  [
    { kind: 'set-up', implementation: 'a', language: 'python' },
    /^(?:npx )?langbench setup a$/,
    /"LangBench: Set Up Environments"/,
  ],
  [{ kind: 'longer-timeout' }, /--timeout/, /more time in the settings/],
  [
    { kind: 'choose-interpreter', language: 'julia' },
    /^Leave out --julia .* or name one that works\.$/,
    /in the settings of LangBench/,
  ],
  [sentence('Install {0}.', 'Julia'), /^Install Julia\.$/, /^Install Julia\.$/],
];

it.each(cases)('%j is worded as it is done on the command line, and in the editor', (remedy, typed, chosen) => {
  expect(remedyText(remedy, { experiment: 'mnist' })).toMatch(typed);
  expect(tell(remedyInEditor(remedy), english)).toMatch(chosen);
  expect(tell(remedyInEditor(remedy), english)).not.toMatch(/langbench setup|--/);
});

it('tells setting up what the command was told that named it', () => {
  const target = { experiment: './my job.langbench.json', python: '/opt/python3.8/bin/python', julia: '/opt/julia' };
  expect(remedyText({ kind: 'set-up', implementation: 'a', language: 'python' }, target)).toMatch(
    / setup a --experiment '\.\/my job\.langbench\.json' --python \/opt\/python3\.8\/bin\/python$/,
  );
});

it('is a button where setting up or a setting mends it', () => {
  const remedies = cases.map(([remedy]) => remedy);
  expect(remedies.map((remedy) => settingOf(remedy) ?? isSetUp(remedy))).toEqual([
    true,
    'timeoutMinutes',
    'juliaPath',
    false,
  ]);
});
