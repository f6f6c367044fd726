import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TrialLogs, trialLogUri } from '../../../src/extension/panel/trial-logs.js';
import { smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'langbench-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const trial = { implementation: 'julia-flux', block: 2, position: 1 };

async function shown(packed: Uint8Array): Promise<string> {
  await writeFile(path.join(folder, 'trial.log.gz'), packed);
  const uri = trialLogUri(smallVscode.Uri.file(path.join(folder, 'run.json')) as never, 'trial.log.gz', trial);
  return new TrialLogs().provideTextDocumentContent(uri);
}

it("shows a trial's output as a terminal would have left it, without colours", async () => {
  expect(await shown(gzipSync('\u001B[32mepoch 1\u001B[0m\n  50 %\r 100 %\nend'))).toBe('epoch 1\n 100 %\nend');
});

it('shows the beginning of a very long one and says where the rest is, which it does not unpack', async () => {
  const packed = gzipSync('a line of forty characters, end of line\n'.repeat(500_000));
  // What is behind the beginning cannot even be read.
  packed.fill(0, Math.floor(packed.length / 2));
  const text = await shown(packed);
  expect(text.length).toBeGreaterThan(4_900_000);
  expect(text.length).toBeLessThan(5_100_000);
  expect(text).toMatch(/\n\n… the rest is in .*trial\.log\.gz$/);
});

it('rejects when the log is gone', async () => {
  const uri = trialLogUri(smallVscode.Uri.file(path.join(folder, 'run.json')) as never, 'gone.log.gz', trial);
  await expect(new TrialLogs().provideTextDocumentContent(uri)).rejects.toThrow('ENOENT');
});
