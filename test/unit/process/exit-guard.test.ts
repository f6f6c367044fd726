import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { guardTree } from '../../../src/node/process/exit-guard.js';
import { PortableTreeProbe } from '../../../src/node/process/portable-tree-probe.js';
import { processTree } from '../../../src/node/process/process-tree.js';
import { endTree, killTreeNow } from '../../../src/node/process/tree-kill.js';
import { eventually } from '../../support/eventually.js';
import { isRunning } from './launching.js';

/** A process that leads a group of its own, as `launch` starts them. */
function startSleeper() {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  return { child, tree: processTree(child.pid ?? 0, 'MARK=none') };
}

test('what still runs when LangBench exits is killed', async () => {
  const listeners = new Set(process.listeners('exit'));
  const { child, tree } = startSleeper();
  const unguard = guardTree(tree);
  const [atExit] = process.listeners('exit').filter((listener) => !listeners.has(listener));
  const ended = once(child, 'exit');
  atExit?.call(process, 0);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(isRunning(tree.pid)).toBe(false);
  unguard();
  expect(process.listeners('exit')).toHaveLength(listeners.size);
});

test('without /proc, memory and CPU time come from a library', async () => {
  const { child, tree } = startSleeper();
  const probe = new PortableTreeProbe(tree);
  // A process has next to no memory until it is its turn for the first time.
  const usage = await eventually(async () => {
    const found = await probe.read();
    expect(found?.residentBytes).toBeGreaterThan(100_000);
    return found;
  });
  expect(usage?.peakResidentBytes).toBe(usage?.residentBytes);
  expect(usage?.userSeconds).toBeGreaterThanOrEqual(0);

  expect(await new PortableTreeProbe(tree, 'win32').read()).toBeUndefined();
  child.kill();
  await once(child, 'exit');
  expect(await probe.read()).toBeUndefined();
});

test('on Windows (played by a fake) taskkill ends a tree while its leader runs, and only then', async () => {
  const taskkill = vi.fn();
  const [tree, windows] = [{ pid: 4711, mark: 'MARK=none', startTicks: 0 }, { platform: 'win32', taskkill } as const];
  await endTree(tree, 0, true, windows);
  expect(taskkill).not.toHaveBeenCalled();
  await endTree(tree, 0, false, windows);
  killTreeNow(tree, windows);
  expect(taskkill.mock.calls).toEqual([[4711], [4711]]);
});
