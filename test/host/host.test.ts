import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runInEditor } from './run-in-editor.js';

// Each test that ran inside VS Code becomes one here, so that it is counted and named like any other.
const workspace = await mkdtemp(path.join(tmpdir(), 'langbench-workspace-'));
const { results, log } = await runInEditor(workspace, {});
await rm(workspace, { recursive: true, force: true });

it('runs the suite inside VS Code', () => {
  expect(results.length, log).toBeGreaterThan(0);
});
for (const result of results) {
  it(result.title, () => {
    expect(result.error ?? result.state).toBe('passed');
  });
}
