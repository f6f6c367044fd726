// What `npm start` and `npm test` share. Uses Node.js alone, since it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants as access, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
requireNode();

/** Signals that ask for an end. */
const SIGNALS = ['SIGINT', 'SIGHUP', 'SIGTERM'];
/** What a step ends with that somebody cancelled, and then this process too. */
const CANCELLED = 130;

/**
 * Runs a command in the checkout with its output shown, and tells whether it succeeded. Without `mayFail` a failure
 * ends this process with the command's own exit code. Whoever cancels a step cancels all that would follow.
 */
export async function run(title, command, args, { mayFail = false } = {}) {
  console.log(`\n── ${title}`);
  const code = await exitCodeOf(command, args);
  if (code === CANCELLED) process.exit(CANCELLED);
  if (code !== 0 && !mayFail) {
    console.error(`\n${title}: failed (exit code ${code}).`);
    process.exit(code);
  }
  return code === 0;
}

async function exitCodeOf(command, args) {
  // On Windows npm and npx are scripts, which only a shell can start; none of our arguments needs quoting.
  const shell = process.platform === 'win32' && command.startsWith('np');
  const child = spawn(command, args, { stdio: 'inherit', shell });
  let isCancelled = false;
  const cancel = (signal) => {
    isCancelled = true;
    // A terminal has told the child already, and a second Ctrl+C would make it drop what it measured.
    if (signal === 'SIGTERM' || ![0, 1, 2].some(isatty)) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, cancel);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (exitCode, signal) => {
      resolve(signal === null ? exitCode : SIGNALS.includes(signal) ? CANCELLED : 128 + constants.signals[signal]);
    });
  });
  for (const signal of SIGNALS) process.off(signal, cancel);
  return isCancelled ? CANCELLED : code;
}

/** Says what is wrong where Node.js is too old, before anything fails in a way that tells nothing. */
function requireNode() {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [wanted, found] = [engines.node.slice('>='.length), process.versions.node];
  const isOld = wanted.localeCompare(found, 'en', { numeric: true }) > 0;
  if (!isOld) return;
  console.error(`LangBench needs Node.js ${wanted} or later, and this is ${found} (${process.execPath}).`);
  console.error('Install a newer one, from nodejs.org or by a version manager such as nvm or fnm, and try again.');
  process.exit(1);
}

/** Says what is wrong where this person may not write: npm and the build would end amid their work with an error of their own. */
function requireWritable() {
  for (const folder of ['.', 'node_modules', 'dist'].filter((each) => existsSync(each))) {
    try {
      accessSync(folder, access.W_OK);
    } catch (error) {
      console.error(
        `LangBench cannot write in ${path.resolve(folder)} (${error.code}), and its packages and its build go there.`,
      );
      console.error('Clone it into a folder of your own and try again there, or let yourself write in this one.');
      process.exit(1);
    }
  }
}

/** Installs the packages that the lockfile pins, unless that was done already for this very lockfile. */
export async function installDependencies() {
  requireWritable();
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
