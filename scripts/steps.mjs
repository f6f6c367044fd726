// What `npm start` and `npm test` share. Uses Node.js alone, since it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/**
 * Runs a command in the checkout with its output shown, and tells whether it succeeded. Without `mayFail` a failure
 * ends this process with the command's own exit code.
 */
export async function run(title, command, args, { mayFail = false } = {}) {
  console.log(`\n── ${title}`);
  // On Windows npm and npx are scripts, which only a shell can start; none of our arguments needs quoting.
  const shell = process.platform === 'win32' && command.startsWith('np');
  const child = spawn(command, args, { stdio: 'inherit', shell });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (exitCode, signal) => resolve(signal === null ? exitCode : 130));
  });
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (code !== 0 && !mayFail) {
    console.error(`\n${title}: failed (exit code ${code}).`);
    process.exit(code);
  }
  return code === 0;
}

/** Installs the packages that the lockfile pins, unless that was done already for this very lockfile. */
export async function installDependencies() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const stamp = path.join('node_modules', '.langbench-lock');
  try {
    if (readFileSync(stamp, 'utf8') === lock) return;
  } catch {
    // Nothing is installed yet.
  }
  await run('Packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}
