import { expect, it, vi } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import { logRuns } from '../../../src/extension/run/log-runs.js';
import { RunSession } from '../../../src/extension/run/session.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { eventsOf, oneBlockRun } from '../../support/invented-runs/index.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

it('tells when trials begin, how they end and what becomes of the run', () => {
  const session = new RunSession();
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`! ${line}`) };
  logRuns({ session, log });
  const emit = session.emit.bind(session, {} as LoadedExperiment);
  const run = oneBlockRun();
  for (const event of eventsOf(run)) emit(event);
  const [trial] = run.trials;
  const name = `Block 1, ${trial?.implementation}`;
  expect(lines[0]).toMatch(new RegExp(`^${name} begins: `));
  expect(lines[1]).toMatch(new RegExp(`^${name} ended after .* with exit code 0, completed$`));
  expect(lines.at(-1)).toMatch(new RegExp(`^Run ${run.id} has ended after .*: completed, `));

  const problem = { kind: 'missing-interpreter', message: sentence('There is no julia.') } as const;
  emit({
    type: 'trial-finished',
    trial: { implementation: 'b', block: 1, position: 1, state: 'not-started', problem },
  });
  expect(lines.at(-1)).toBe('! Block 1, b could not start: There is no julia.');
});
