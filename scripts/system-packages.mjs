// Installs what LangBench needs of the system, as root on Debian; elsewhere tells what to install.
// `node scripts/system-packages.mjs [--for run|test]`. Does nothing, and asks no server, when all is there.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { sourceOfSuite } from './apt-sources.mjs';

/** Debian's last suite with a Julia, and the library that this Julia was built with: beside a newer one it crashes. */
const JULIA_SUITE = 'bullseye';
const JULIA_UNWIND = '1.3.2-2';
/** What the tests need beside what runs need: a browser, and what the VS Code host is made with. */
const TEST_PACKAGES = 'chromium g++ git libkrb5-dev make pkg-config procps python3 xz-utils'.split(' ');
const LOCK_SECONDS = 300;

const purpose = process.argv[process.argv.indexOf('--for') + 1] === 'test' ? 'test' : 'run';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
const output = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';

function hasPython() {
  const program = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))';
  return succeeds(process.env.LANGBENCH_PYTHON || 'python3', ['-c', program]);
}

/** Some Julia that survives an ordinary exception. */
function hasJulia() {
  const program = 'try [1, 2][3] catch; exit(0) end';
  return succeeds(process.env.LANGBENCH_JULIA || 'julia', ['--startup-file=no', '-e', program]);
}

function missingTestPackages() {
  const query = output('dpkg-query', ['--show', '--showformat=${Package} ${db:Status-Status}\n', ...TEST_PACKAGES]);
  const installed = new Set(query.split('\n').map((line) => line.replace(/ installed$/, '')));
  return TEST_PACKAGES.filter((name) => !installed.has(name));
}

function osRelease() {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').matchAll(/^(\w+)="?([^"\n]*)"?$/gm);
    return Object.fromEntries([...lines].map(([, key, value]) => [key, value]));
  } catch {
    return {};
  }
}

/** Runs apt-get without questions, waiting while another package manager works. */
async function apt(...args) {
  const deadline = Date.now() + LOCK_SECONDS * 1000;
  const options = ['-q', '-y', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`, '-o', 'Acquire::Retries=3'];
  for (;;) {
    const ended = spawnSync('apt-get', [...options, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    process.stderr.write(ended.stderr);
    // The lock of the package lists knows no timeout of its own.
    if (ended.status === 0 || !/Could not get lock/.test(ended.stderr) || Date.now() > deadline)
      return ended.status === 0;
    await sleep(5000);
  }
}

/** Lets apt see the suite that has Julia, at a priority that changes nothing else. Tells whether that was possible. */
function addJuliaSuite(codename) {
  const folder = '/etc/apt/sources.list.d';
  const names = ['/etc/apt/sources.list', ...readdirSync(folder).map((name) => path.join(folder, name))];
  const files = names
    .filter((name) => /\.(?:list|sources)$/.test(name))
    .flatMap((name) => {
      try {
        return [{ name, text: readFileSync(name, 'utf8') }];
      } catch {
        return [];
      }
    });
  const source = sourceOfSuite(files, codename, JULIA_SUITE);
  if (source === undefined) return false;
  writeFileSync(path.join(folder, `langbench-${JULIA_SUITE}.${source.extension}`), source.text);
  writeFileSync(
    `/etc/apt/preferences.d/langbench-${JULIA_SUITE}`,
    `Explanation: Julia comes from ${JULIA_SUITE}; all else stays as it is.\n` +
      `Package: *\nPin: release n=${JULIA_SUITE}\nPin-Priority: 100\n\n` +
      `Explanation: Julia crashes beside a newer one, so upgrades must leave it.\n` +
      `Package: libunwind8\nPin: version ${JULIA_UNWIND}\nPin-Priority: 1001\n`,
  );
  return true;
}

async function installJulia(codename) {
  const needsSuite = codename !== JULIA_SUITE;
  if (needsSuite && !addJuliaSuite(codename)) {
    console.error(`No source of Debian ${codename} was found in /etc/apt from which ${JULIA_SUITE} could be derived.`);
    return false;
  }
  const packages = needsSuite ? ['julia', `libunwind8=${JULIA_UNWIND}`] : ['julia'];
  return (await apt('update')) && (await apt('install', '--no-install-recommends', '--allow-downgrades', ...packages));
}

async function main() {
  const packages = [...(hasPython() ? [] : ['python3', 'python3-venv'])];
  if (purpose === 'test') packages.push(...missingTestPackages().filter((name) => !packages.includes(name)));
  const lacksJulia = !hasJulia();
  if (packages.length === 0 && !lacksJulia) {
    console.log('The system has all that is needed.');
    return 0;
  }

  const { ID: id, ID_LIKE: like = '', VERSION_CODENAME: codename = '' } = osRelease();
  const isDebianLike = id === 'debian' || like.split(' ').includes('debian');
  if (!isDebianLike) {
    if (lacksJulia) console.log('Missing: Julia. Install it from https://julialang.org/downloads');
    if (packages.length > 0) console.log(`Missing (under Debian's names): ${packages.join(' ')}`);
    return 1;
  }
  if (process.getuid() !== 0) {
    console.log(`Missing: ${[...packages, ...(lacksJulia ? ['julia'] : [])].join(' ')}. To install:`);
    console.log(`  sudo ${process.execPath} scripts/system-packages.mjs --for ${purpose}`);
    return 1;
  }

  let succeeded = true;
  if (packages.length > 0) {
    succeeded = (await apt('update')) && (await apt('install', '--no-install-recommends', ...packages));
  }
  if (lacksJulia) {
    const installed = id === 'debian' && (await installJulia(codename)) && hasJulia();
    if (!installed) console.error('Julia could not be installed. Install it from https://julialang.org/downloads');
    succeeded &&= installed;
  }
  return succeeded ? 0 : 1;
}

process.exitCode = await main();
