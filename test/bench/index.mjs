// Measures what the product promises, as ratios or against a stated bound: `npm run bench [-- NAME…]`.
// Names are those of the files in this folder; without any, all are run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && file !== path.basename(import.meta.filename))
  .map((file) => file.slice(0, -'.mjs'.length));
const chosen = process.argv.length > 2 ? process.argv.slice(2) : all;
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
for (const name of chosen) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [path.join(folder, `${name}.mjs`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
