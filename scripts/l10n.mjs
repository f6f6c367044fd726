// Collects the messages that the extension, its page and the core's reports say, into l10n/bundle.l10n.json, and tells
// what the translations lack or have too much. `node scripts/l10n.mjs` writes; `--check` only tells, by its exit code too.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'l10n');
const bundle = path.join(folder, 'bundle.l10n.json');

/** `l10n.t` in the extension and the page; in the core `say` and `this.#say`, which are one of those; and `sentence`, kept for them. */
const isTranslation = (callee) => /(?:^|\.)l10n\.t$|^(?:this\.#)?say$|^sentence$/.test(callee);

/** The literals that an expression may come to. */
function literals(node) {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  return [];
}

function messagesOf(source) {
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTranslation(node.expression.getText(source))) {
      found.push(...literals(node.arguments[0]));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

async function collect() {
  const messages = new Set();
  for (const part of ['src/core', 'src/node', 'src/extension', 'media']) {
    const names = await readdir(path.join(root, part), { recursive: true });
    for (const name of names.filter((each) => each.endsWith('.ts')).sort()) {
      const text = await readFile(path.join(root, part, name), 'utf8');
      const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
      for (const message of messagesOf(source)) messages.add(message);
    }
  }
  return [...messages].sort();
}

const placeholders = (message) => [...message.matchAll(/\{\d+\}/g)].map(String).sort().join();

/** What is wrong with a translation, a line each. */
function faultsOf(name, translation, messages) {
  const known = new Set(messages);
  return [
    ...messages.filter((message) => !(message in translation)).map((message) => `${name} lacks: ${message}`),
    ...Object.keys(translation)
      .filter((message) => !known.has(message))
      .map((message) => `${name} has what nothing says: ${message}`),
    ...Object.entries(translation)
      .filter(([message, translated]) => placeholders(message) !== placeholders(translated))
      .map(([message]) => `${name} has other placeholders for: ${message}`),
  ];
}

const messages = await collect();
const content = `${JSON.stringify(Object.fromEntries(messages.map((message) => [message, message])), null, 2)}\n`;
const faults = [];
if (!process.argv.includes('--check')) await writeFile(bundle, content);
else if ((await readFile(bundle, 'utf8').catch(() => '')) !== content) {
  faults.push('l10n/bundle.l10n.json is out of date: run node scripts/l10n.mjs');
}
for (const name of (await readdir(folder)).filter((each) => /^bundle\.l10n\..+\.json$/.test(each))) {
  faults.push(...faultsOf(name, JSON.parse(await readFile(path.join(folder, name), 'utf8')), messages));
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
