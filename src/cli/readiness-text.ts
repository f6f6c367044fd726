import type { Readiness } from '../core/model/readiness.js';
import { languageName } from '../core/report/words.js';
import type { LoadedExperiment } from '../node/experiments.js';
import { messageText, remedyText, type SetUpTarget } from './remedy-text.js';
import type { Style } from './style.js';
import { textTable } from './text-table.js';

/** What is ready, as a table; under it what mends the rest. */
export function readinessText(
  { experiment }: LoadedExperiment,
  readiness: readonly Readiness[],
  target: SetUpTarget,
  style: Style,
): string {
  const rows = readiness.map((each) => [
    { text: each.state === 'ready' ? style.green('✓') : style.red('✗') },
    { text: each.implementation },
    { text: each.state === 'ready' ? describeReady(each, experiment.implementations) : messageText(each.problem) },
  ]);
  const remedies = readiness.flatMap((each) =>
    each.state === 'not-ready' && each.problem.remedy !== undefined
      ? [`${each.implementation}: ${style.cyan(remedyText(each.problem.remedy, target))}`]
      : [],
  );
  return [
    ...(rows.length > 0 ? textTable(rows) : []),
    ...(remedies.length > 0 ? ['', 'What mends it:', ...remedies.map((line) => `  ${line}`)] : []),
    '',
  ].join('\n');
}

function describeReady(
  { implementation, interpreter, version, packages }: Extract<Readiness, { state: 'ready' }>,
  implementations: LoadedExperiment['experiment']['implementations'],
): string {
  const language = languageName(implementations.find(({ id }) => id === implementation)?.language ?? '');
  const found = Object.entries(packages).map(([name, packageVersion]) => `${name} ${packageVersion}`);
  return [`${language} ${version}`.trimEnd(), ...found].join(', ').concat(` (${interpreter})`);
}
