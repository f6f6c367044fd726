import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from '../support/browser.js';
import { ROOT, startVsCodeServer } from '../support/vscode-server.js';
import type { HostResult } from './results.js';

export interface EditorRun {
  /** Results of the suite's tests in order. */
  readonly results: readonly HostResult[];
  readonly log: string;
}

/**
 * Runs the compiled suite (`build/host-tests/index.cjs`) inside the extension host of a real VS Code, in a window on
 * `workspace`. Rejects when the window says nothing within `timeoutSeconds`, with what it has logged so far.
 */
export async function runInEditor(
  workspace: string,
  env: Readonly<Record<string, string>>,
  timeoutSeconds = 3600,
): Promise<EditorRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'langbench-host-'));
  const resultsFile = path.join(folder, 'results.json');
  const server = await startVsCodeServer({ testDriver: true, env: { ...env, LANGBENCH_TEST_RESULTS: resultsFile } });
  const browser = await openBrowser();
  let log = '';
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(120_000);
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log += `${type}: ${args.map(String).join(' ')}\n`;
    });
    const ended = new Promise<void>((resolve) => {
      void page.exposeFunction('codeAutomationExit', () => {
        resolve();
      });
    });
    const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(ROOT)],
      ['extensionTestsPath', remote(path.join(ROOT, 'build', 'host-tests', 'index.cjs'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(
      `${server.url}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`VS Code did not end its tests within ${timeoutSeconds} s. It logged:\n${log}`));
      }, timeoutSeconds * 1000);
    });
    await Promise.race([ended, late]).finally(() => {
      clearTimeout(timer);
    });
    const results = await readFile(resultsFile, 'utf8').catch(() => {
      throw new Error(`The tests in VS Code left no results. It logged:\n${log}`);
    });
    return { results: JSON.parse(results) as HostResult[], log };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
