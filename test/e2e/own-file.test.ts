import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

const PYTHON = `import asyncio, time

# model.fit(data) in a comment
text = "model.fit(data) in a string"

class Model:
    def fit(self, seconds):
        time.sleep(seconds)
        return self

class Remote:
    async def fit(self, seconds):
        await asyncio.sleep(seconds)

model = Model()
for epoch in range(3):
    model.fit(0.01)
model.fit(0.02).fit(0.03)

async def main():
    await Remote().fit(0.04)

asyncio.run(main())
print("trained by", text)
`;

const JULIA = `# train!(model) in a comment
text = "train!(model) in a string"
function train!(model)
    sleep(0.01)
    return model
end
for epoch in 1:3
    train!(Dict())
end
println("trained by ", text)
`;

/** Fills more than a terminal, and ends otherwise every time. */
const TALKATIVE = `import time

def train(): print(*range(100), sep="\\n")

train()
print("at", time.time())
`;

const SHORTLY = { timeout: 120_000, interval: 300 };

let stage: Stage;
let window: Workbench;

beforeAll(async () => {
  stage = await Stage.set({ files: { 'own.py': PYTHON, 'own.jl': JULIA, 'talkative.py': TALKATIVE } });
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
});

/** The lines of the editor in view that have lenses with what they say. */
const lenses = async () => Object.fromEntries(await window.lenses());

/** Those lines alone that show a time, and the first thing they say. */
const times = async () =>
  Object.fromEntries((await window.lenses()).map(([line, [first = '']]) => [line, first] as const).filter(isTime));

function isTime([, text]: readonly [number, string]): boolean {
  return /^\d[\d.]* (?:µs|ms|s)\b/.test(text);
}

/** The time that a lens begins with. It is longer than the program asked for where that has to wait for its turn. */
function millisecondsOf(text: string): number {
  return Number.parseFloat(text) * (/^[\d.]+ s/.test(text) ? 1000 : 1);
}

it('shows a person who runs a file again the new output, though the terminal was hidden and filled before', async () => {
  await window.openFile('talkative.py');
  const lastTime = async () => /at (\d\S*)\s+── ended after/.exec(await window.terminalText())?.[1];
  await window.runCommand('LangBench: Run This File Timed');
  await expect.poll(() => window.terminalText(), SHORTLY).toMatch(/at \d\S*\s+── ended after/);
  const first = await lastTime();
  await window.hidePanel();
  await window.page.locator('.terminal-wrapper.active').waitFor({ state: 'hidden' });
  await window.runCommand('LangBench: Run This File Timed');
  await expect.poll(lastTime, SHORTLY).toSatisfy((time) => time !== undefined && time !== first);
  await window.hidePanel();
});

describe('a person who times a Python file of their own', () => {
  it('is offered to run it above every train call, and not at comments, strings and definitions', async () => {
    await window.openFile('own.py');
    await expect.poll(lenses, SHORTLY).toEqual({ 17: ['Run timed'], 18: ['Run timed'], 21: ['Run timed'] });
  });

  it('sees the program’s output in a terminal', async () => {
    await window.runCommand('LangBench: Run This File Timed');
    await expect
      .poll(() => window.terminalText(), SHORTLY)
      .toMatch(/trained by model\.fit\(data\) in a string\s+── ended after \d.* with exit code 0/);
    await window.hidePanel();
  });

  it('sees the time of every call above it: in a loop, chained, and awaited', async () => {
    await expect.poll(async () => Object.keys(await times()), SHORTLY).toEqual(['17', '18', '21']);
    const { 17: looped = '', 21: awaited = '' } = await times();
    expect(looped).toMatch(/^\d[\d.]* m?s\/call, 3 calls · first \d[\d.]* m?s$/);
    expect(millisecondsOf(looped)).toBeGreaterThanOrEqual(10);
    expect(awaited).toMatch(/^\d[\d.]* m?s$/);
    expect(millisecondsOf(awaited)).toBeGreaterThanOrEqual(40);
    const chained = (await lenses())[18]?.filter((title) => isTime([18, title])) ?? [];
    expect(chained).toHaveLength(2);
    expect(await lenses()).toMatchObject({ 21: [awaited, 'Re-run', 'Compare', 'Clear'] });
  });

  it('sees the times move with their calls when a line is put above', async () => {
    const before = await times();
    await window.page.keyboard.press('ControlOrMeta+Home');
    await window.page.keyboard.press('Enter');
    const moved = Object.fromEntries(Object.entries(before).map(([line, text]) => [Number(line) + 1, text]));
    await expect.poll(times, SHORTLY).toEqual(moved);
  });

  it('sees a time marked as old when its call was edited, and no other', async () => {
    const before = await times();
    await window.goTo(18, 19);
    await window.page.keyboard.type('5');
    await expect.poll(times, SHORTLY).toEqual({ ...before, 18: `${before[18] ?? ''} · edited since` });
  });

  it('finds the times again after the window was reloaded', async () => {
    const before = await times();
    await window.page.keyboard.press('ControlOrMeta+S');
    // The tab stops being marked when saving begins; what is not on the disk yet would be lost.
    await expect.poll(() => readFile(path.join(stage.workspace, 'own.py'), 'utf8'), SHORTLY).toContain('fit(0.015)');
    await window.reload();
    // Which file was in view is VS Code's to remember, and after a sudden reload it may be an earlier one.
    await window.openFile('own.py');
    await expect.poll(times, SHORTLY).toEqual(before);
  });

  it('is rid of the lenses when the setting says so, until it says otherwise', async () => {
    const before = await times();
    await stage.setWorkspaceSettings({ 'langbench.codeLens.enabled': false });
    await expect.poll(lenses, SHORTLY).toEqual({});
    await rm(path.join(stage.workspace, '.vscode', 'settings.json'));
    await expect.poll(times, SHORTLY).toEqual(before);
  });
});

describe('a person who times a Julia file of their own', () => {
  it('sees its output, and the time above the call that trains', async () => {
    await window.openFile('own.jl');
    await expect.poll(lenses, SHORTLY).toEqual({ 8: ['Run timed'] });
    await window.runCommand('LangBench: Run This File Timed');
    await expect
      .poll(() => window.terminalText(), SHORTLY)
      .toMatch(/trained by train!\(model\) in a string\s+── ended after \d.* with exit code 0/);
    await expect
      .poll(times, SHORTLY)
      .toEqual({ 8: expect.stringMatching(/^\d.*\/call, 3 calls · first \d/) as string });
  });
});
