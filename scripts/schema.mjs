// Writes schemas/experiment.schema.json from the schema in the code; with --check only tells whether it is up to date.
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'schemas', 'experiment.schema.json');

const { outputFiles } = await build({
  entryPoints: [path.join(root, 'src/core/model/experiment.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const { ExperimentSchema } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
const schema = {
  title: 'LangBench experiment',
  description: 'A job that is implemented in several languages, and its parameters.',
  // What has a default may be left out.
  ...toJsonSchema(ExperimentSchema, { target: 'draft-07', typeMode: 'input' }),
};
const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), filepath: file });

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('schemas/experiment.schema.json is not what the code says: run "node scripts/schema.mjs".');
  process.exitCode = 1;
}
