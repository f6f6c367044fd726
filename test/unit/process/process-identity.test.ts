import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, ownIdentity, parseIdentity, startOf } from '../../../src/node/process/process-identity.js';

test('this process is alive, and neither one that ended nor another of its number', async () => {
  const own = await ownIdentity();
  expect(await isAlive(own)).toBe(true);
  expect(await isAlive({ pid: own.pid, start: 1 })).toBe(false);
  expect(await isAlive({ pid: own.pid })).toBe(true);
  expect(await isAlive({ pid: spawnSync(process.execPath, ['-e', '0']).pid })).toBe(false);
});

test.runIf(process.platform === 'linux')('what has ended is not alive although nobody waits for it', async () => {
  // Tells of the child's end without taking it away, and reads until its own input ends.
  const program = `import os, sys\nchild = os.spawnlp(os.P_NOWAIT, 'true', 'true')\nos.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)\nprint(child, flush=True)\nsys.stdin.read()`;
  const parent = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(printed.toString());
  expect(process.kill(pid, 0)).toBe(true);
  expect(await isAlive({ pid })).toBe(false);
  parent.stdin.end();
});

test.each([
  ['darwin', 'ps', 'Mon Nov 23 21:30:25 2026    \n', Date.UTC(2026, 10, 23, 21, 30, 25)],
  ['win32', 'powershell', '1795469425123\r\n', 1795469425123],
  ['freebsd', 'ps', '', undefined],
  ['win32', 'powershell', '', undefined],
] as const)('on %s %s tells when a process started', async (platform, program, answer, start) => {
  const asked: string[] = [];
  const found = await startOf(42, platform, (each, words) => {
    asked.push(each, ...words);
    return Promise.resolve(answer);
  });
  expect(found).toBe(start);
  expect(asked[0]).toBe(program);
  expect(asked.at(-1)).toContain('42');
});

test('ps tells the start of a real process, as on systems without /proc', async () => {
  // It reckons by the time of the machine's start, which it knows to the second.
  expect(await startOf(process.pid, 'darwin')).toBeLessThanOrEqual(Date.now() + 2000);
});

test.each([
  ['{"pid":1,"start":2}', { pid: 1, start: 2 }],
  ['{"pid":1}', { pid: 1 }],
  ['{}', undefined],
  ['', undefined],
  ['null', undefined],
])('reads %j', (json, identity) => {
  expect(parseIdentity(json)).toEqual(identity);
});
