import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import * as vscode from 'vscode';
import { LineAssembler } from '../../core/lines/index.js';
import type { TrialKey } from '../../core/model/run.js';
import { LOG_SCHEME } from '../contributions.js';

/** An editor opens this much of a log; a program can print far more. */
const MOST_CHARACTERS = 5_000_000;

/** The address under which a trial's saved output opens as a read-only document. */
export function trialLogUri(runFile: vscode.Uri, log: string, { implementation, block }: TrialKey): vscode.Uri {
  return vscode.Uri.from({
    scheme: LOG_SCHEME,
    path: `/${implementation} (${block}).log`,
    query: join(dirname(runFile.fsPath), log),
  });
}

/** Shows a trial's compressed output as text, without colours and as a terminal would have left its lines. */
export class TrialLogs implements vscode.TextDocumentContentProvider {
  async provideTextDocumentContent({ query: file }: vscode.Uri): Promise<string> {
    const lines: string[] = [];
    let characters = 0;
    const assembler = new LineAssembler((line) => {
      characters += line.length + 1;
      if (characters <= MOST_CHARACTERS) lines.push(line);
    });
    for await (const chunk of unpacked(file)) {
      assembler.push(chunk);
      if (characters > MOST_CHARACTERS) break;
    }
    assembler.end();
    if (characters > MOST_CHARACTERS) lines.push('', vscode.l10n.t('… the rest is in {0}', file));
    return lines.join('\n');
  }
}

/** Reads no further than what is asked for. */
async function* unpacked(file: string): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(file);
  const text = createGunzip();
  packed.on('error', (error) => text.destroy(error));
  try {
    yield* packed.pipe(text) as AsyncIterable<Uint8Array>;
  } finally {
    packed.destroy();
  }
}
