import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('has every message that is said in the bundle and in its translation, with the same placeholders', async () => {
  const script = fileURLToPath(new URL('../../../scripts/l10n.mjs', import.meta.url));
  const { stderr } = await promisify(execFile)(process.execPath, [script, '--check']);
  expect(stderr).toBe('');
}, 30_000);
