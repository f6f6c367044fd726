import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Marker } from '../../src/core/model/marker.js';
import { runByHand, runProgram, type ProgramRun } from '../support/programs.js';

const SETTINGS = { epochs: 2, images: 4096, threads: 2 };
const runs = new Map<string, ProgramRun>();

function marker<Event extends Marker['event']>(run: ProgramRun | undefined, event: Event) {
  const found = run?.markers.find((each): each is Extract<Marker, { event: Event }> => each.event === event);
  if (found === undefined)
    throw new Error(`There is no "${event}" marker in:\n${run?.stdout ?? ''}\n${run?.stderr ?? ''}`);
  return found;
}

/**
 * The phases that a program also prints in words, in order: how long each took, and how long it can have taken at most by
 * what came before and after it.
 */
function spokenPhases(run: ProgramRun | undefined, events: readonly Marker['event'][]) {
  const phases = (run?.markers ?? []).map((each) => {
    const seconds = 'duration_ns' in each ? each.duration_ns / 1e9 : 0;
    const end = each.t_ns / 1e9;
    return { event: each.event, seconds, start: end - seconds, end };
  });
  return phases.flatMap(({ event, seconds, start, end }) => {
    if (!events.includes(event)) return [];
    const before = phases.map((other) => other.end).filter((other) => other <= start);
    const after = phases.map((other) => other.start).filter((other) => other >= end);
    return [{ seconds, atMost: Math.min(...after) - Math.max(...before) }];
  });
}

const programs = [
  { id: 'python-tensorflow', spoken: ['data', 'epoch', 'eval'], pools: { intra_op: 2, inter_op: 2 } },
  { id: 'python-numpy', spoken: ['data', 'epoch', 'eval'], pools: { pool: 2, blas: 1 } },
  { id: 'julia-plain', spoken: ['data', 'build', 'epoch', 'eval'], pools: { julia: 2 } },
] as const;

describe.each(programs)('$id', ({ id, spoken, pools }) => {
  beforeAll(async () => {
    runs.set(id, await runProgram(id, SETTINGS));
  });

  it('ends well and tells its story in order', () => {
    const run = runs.get(id);
    expect(run?.exitCode, run?.stderr).toBe(0);
    expect(run?.markers.map(({ event }) => event)).toEqual([
      'start',
      'import',
      'data',
      'build',
      'step',
      'epoch',
      'epoch',
      'eval',
      'end',
    ]);
  });

  it('trains the network that the others train, on the data that LangBench wrote', () => {
    const run = runs.get(id);
    expect(marker(run, 'build').parameters).toBe(16_938);
    expect(marker(run, 'end').data_sha256).toBe(run?.dataset.sha256);
    expect(marker(run, 'data')).toMatchObject({ train_images: 4096, test_images: 10_000 });
    expect(marker(run, 'epoch').steps).toBe(32);
  });

  it('learns', () => {
    const run = runs.get(id);
    expect(marker(run, 'step').loss).toBeCloseTo(Math.log(10), 0);
    expect(marker(run, 'end').last_loss).toBeLessThan(1);
    // The digits that stand in where MNIST cannot be had take more epochs to learn.
    expect(marker(run, 'eval').accuracy).toBeGreaterThan(run?.dataset.synthetic === true ? 0.6 : 0.8);
    expect(marker(run, 'eval').accuracy).toBeLessThan(1);
  });

  it('uses the threads that it was given', () => {
    expect(marker(runs.get(id), 'start').threads).toEqual({ requested: 2, ...pools });
  });

  it('tells the same times in words as in markers', () => {
    const run = runs.get(id);
    const expected = spokenPhases(run, spoken);
    expect(run?.printed).toHaveLength(expected.length);
    run?.printed.forEach(({ seconds: printed, resolutionSeconds }, index) => {
      const { seconds = NaN, atMost = NaN } = expected[index] ?? {};
      expect(printed).toBeGreaterThanOrEqual(seconds - resolutionSeconds);
      // Julia's @time takes readings of its own around ours; a busy machine may come between them.
      const most = id.startsWith('julia') ? atMost : seconds;
      expect(printed).toBeLessThanOrEqual(most + resolutionSeconds);
    });
  });
});

it('starts every implementation from the same weights and batches', () => {
  const losses = programs.map(({ id }) => marker(runs.get(id), 'step').loss ?? NaN);
  for (const loss of losses) expect(Math.abs(loss / (losses[0] ?? NaN) - 1)).toBeLessThan(1e-3);
});

describe.each(['python-numpy', 'julia-plain'])('%s, run by hand', (id) => {
  it.each([
    [['--work', '/no/such/folder'], '/no/such/folder'],
    [['--work', tmpdir()], 'let LangBench write the work folder'],
    [['--work', tmpdir(), '--epochs', '0'], '0'],
    [['--work', tmpdir(), '--threads', 'many'], 'many'],
  ])('says what is wrong with %j, and nothing else', async (options, message) => {
    const { exitCode, stdout, stderr } = await runByHand(id, options);
    expect(stderr.split('\n').at(-1)).toContain(message);
    expect(stderr).not.toMatch(/Traceback|Stacktrace/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: expect.not.stringContaining('"epoch"') as unknown });
  });
});
