import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

/** The checkout that is tested. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What every window in a test starts with; a test adds its own. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

export interface VsCodeServerOptions {
  /** Takes test parameters from the page's address and answers dialogs by itself. */
  readonly testDriver?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Packaged extensions to install first. */
  readonly extensions?: readonly string[];
}

/** A running VS Code server with folders of its own. */
export interface VsCodeServer {
  readonly url: string;
  readonly authority: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts a real VS Code server; `scripts/vscode-host.mjs` installs it when it is not there yet. */
export async function startVsCodeServer(options: VsCodeServerOptions = {}): Promise<VsCodeServer> {
  const { stdout } = await execa('node', [path.join(ROOT, 'scripts', 'vscode-host.mjs')], { stderr: 'inherit' });
  const host = JSON.parse(stdout) as { node: string; server: string };
  const folder = await mkdtemp(path.join(tmpdir(), 'langbench-vscode-'));
  const settings = path.join(folder, 'user', 'User', 'settings.json');
  await mkdir(path.dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }));
  const folders = [
    '--server-data-dir',
    folder,
    '--user-data-dir',
    path.join(folder, 'user'),
    '--extensions-dir',
    path.join(folder, 'extensions'),
  ];
  for (const extension of options.extensions ?? []) {
    await execa(host.node, [
      host.server,
      ...folders,
      '--accept-server-license-terms',
      '--install-extension',
      extension,
    ]);
  }
  const server = execa(
    host.node,
    [
      host.server,
      ...folders,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
      '--accept-server-license-terms',
      '--disable-telemetry',
      ...(options.testDriver === true ? ['--enable-smoke-test-driver', '--disable-workspace-trust'] : []),
    ],
    { env: { ...options.env }, all: true, buffer: false, reject: false, forceKillAfterDelay: 2000 },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.all.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Web UI available at (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address.replace('localhost', '127.0.0.1'));
    });
    void server.then(() => {
      reject(new Error(`The VS Code server ended before it was ready. It said:\n${said}`));
    });
  });
  return {
    url,
    authority: new URL(url).host,
    folder,
    async stop() {
      server.kill();
      await server;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
