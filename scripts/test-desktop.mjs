// Runs the suite of test/host in the desktop build of VS Code, which is downloaded once: `npm run test:desktop`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './steps.mjs';

const workspace = await mkdtemp(path.join(tmpdir(), 'langbench-desktop-'));
try {
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'build', 'host-tests', 'index.cjs'),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
  });
} catch (error) {
  console.error(`The tests did not pass in the desktop build: ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(workspace, { recursive: true, force: true });
}
