import { readFile, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as ids from '../../../src/extension/contributions.js';
import { fakeVscode } from './fake-vscode.js';

const { api, registered, extensionContext } = fakeVscode();
vi.mock('vscode', () => api);

type Named = Readonly<Record<string, string>>;

interface Manifest {
  readonly [key: string]: unknown;
  readonly activationEvents: readonly string[];
  readonly keywords: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Named[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
    readonly views: Readonly<Record<string, readonly Named[]>>;
    readonly viewsContainers: { readonly activitybar: readonly Named[] };
    readonly keybindings: readonly Named[];
    readonly menus: Readonly<Record<string, readonly Named[]>>;
    readonly taskDefinitions: readonly Named[];
    readonly languageModelTools: readonly Named[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly { readonly media: { readonly image: Named; readonly altText: string } }[];
    }[];
  };
}

const root = new URL('../../../', import.meta.url);
const readJson = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(name, root), 'utf8')) as unknown;

const manifest = (await readJson('package.json')) as Manifest;
const { contributes } = manifest;
const sorted = (values: Iterable<string>): string[] => [...values].sort();

beforeAll(async () => {
  const { activate } = await import('../../../src/extension/extension.js');
  activate(extensionContext);
});

describe('what package.json contributes and what the code registers', () => {
  it('are the same commands', () => {
    const declared = sorted(contributes.commands.map(({ command }) => command ?? ''));
    expect(declared).toEqual(sorted(Object.values(ids.commands)));
    expect(declared).toEqual(sorted(registered.commands));
  });

  it('are the same views, in a container of their own', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([ids.viewContainer]);
    const declared = sorted((contributes.views[ids.viewContainer] ?? []).map(({ id }) => id ?? ''));
    expect(declared).toEqual(sorted(Object.values(ids.views)));
    expect(declared).toEqual(sorted(registered.views));
  });

  it('are the same settings', () => {
    expect(sorted(Object.keys(contributes.configuration.properties))).toEqual(sorted(Object.values(ids.settings)));
  });

  it('are the same webview types, which reopen after a reload', () => {
    const declared = manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'));
    expect(declared).toEqual(Object.values(ids.viewTypes).map((viewType) => `onWebviewPanel:${viewType}`));
    expect(sorted(registered.viewTypes)).toEqual(sorted(Object.values(ids.viewTypes)));
  });

  it('are the same tasks and tools', () => {
    expect(contributes.taskDefinitions.map(({ type }) => type)).toEqual([ids.taskType]);
    expect(registered.taskTypes).toEqual([ids.taskType]);
    const declared = sorted(contributes.languageModelTools.map(({ name }) => name ?? ''));
    expect(declared).toEqual(sorted(Object.values(ids.tools)));
    expect(declared).toEqual(sorted(registered.tools));
  });

  it('are the same walkthrough, of four steps', () => {
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([ids.walkthrough]);
    expect(contributes.walkthroughs[0]?.steps).toHaveLength(4);
  });
});

describe('package.json', () => {
  it('has a small picture for every step of the walkthrough, in every kind of theme', async () => {
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      expect(sorted(Object.keys(media.image))).toEqual(['dark', 'hc', 'hcLight', 'light']);
      for (const file of Object.values(media.image)) {
        expect((await stat(new URL(file, root))).size).toBeLessThanOrEqual(40_000);
      }
    }
  });

  it('hides from the palette exactly the commands that act on one thing', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter((item) => item['when'] === 'false');
    expect(sorted(hidden.map(({ command }) => command ?? ''))).toEqual(sorted(Object.values(ids.itemCommands)));
  });

  it('offers in menus only commands that exist', () => {
    const known = new Set<string | undefined>(Object.values(ids.commands));
    const offered = Object.values(contributes.menus).flat();
    expect(offered.filter(({ command }) => !known.has(command))).toEqual([]);
  });

  it('takes keys from a list that has the focus alone, never from a box in it that is typed into', () => {
    for (const { command, when } of contributes.keybindings) {
      expect(when, command).toMatch(/focusedView == langbench\.\w+ && listFocus && !inputFocus/);
    }
  });

  it('has every %word% in every language, and no word too many', async () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    const words = sorted(new Set(used));
    expect(sorted(Object.keys((await readJson('package.nls.json')) as object))).toEqual(words);
    expect(sorted(Object.keys((await readJson('package.nls.zh-cn.json')) as object))).toEqual(words);
  });

  it('goes by its own train-call patterns when nobody says otherwise', () => {
    const own = { python: ['default'], julia: ['default'] };
    expect(contributes.configuration.properties[ids.settings.trainCalls]?.default).toEqual(own);
  });

  it('lets no untrusted workspace choose what is started or searched with', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const id of [ids.settings.pythonPath, ids.settings.juliaPath, ids.settings.trainCalls]) {
      expect(restrictedConfigurations).toContain(id);
    }
  });

  it('keeps to what the Marketplace takes', () => {
    expect(manifest.keywords.length).toBeLessThanOrEqual(5);
    expect(manifest.activationEvents).not.toContain('*');
  });
});
