import { expect, test } from 'vitest';
import { timingsOf } from './collect.js';

test.each([
  ['  0.000000 seconds', { seconds: 0 }],
  [
    '  0.004509 seconds (21 allocations: 7.649 MiB)',
    { seconds: 0.004509, fields: { allocations: 21, bytes: 8020558 } },
  ],
  ['123.456789 seconds (1 allocation: 16 bytes)', { seconds: 123.456789, fields: { allocations: 1, bytes: 16 } }],
  ['  0.500000 seconds, 1.00% gc time', { seconds: 0.5, fields: { gcShare: 0.01 } }],
  ['  0.500000 seconds (1.00% gc time)', { seconds: 0.5, fields: { gcShare: 0.01 } }],
  ['  0.500000 seconds (99.30% compilation time)', { seconds: 0.5, fields: { compilationShare: 0.993 } }],
  [
    '(value = 3, time = 1.25, bytes = 294832, gctime = 0.0, gcstats = Base.GC_Diff(294832, 0, 0, 5589), lock_conflicts = 0, compile_time = 0.25, recompile_time = 0.0)',
    { seconds: 1.25, resolutionSeconds: 0.005, fields: { bytes: 294832, gcShare: 0, compilationShare: 0.2 } },
  ],
  [
    's = (value = nothing, time = 2.5e-5, bytes = 0, gctime = 0.0, gcstats = Base.GC_Diff(0))',
    { seconds: 2.5e-5, resolutionSeconds: 5e-7, fields: { bytes: 0, gcShare: 0 } },
  ],
  ['  0.500000 seconds, 1 lock conflict', { seconds: 0.5, fields: { lockConflicts: 1 } }],
  [
    '  0.500000 seconds (, 2 lock conflicts50.00% compilation time)',
    { seconds: 0.5, fields: { lockConflicts: 2, compilationShare: 0.5 } },
  ],
  [
    'label: 12.345679 seconds (4.57 M allocations: 117.738 MiB, 0.97% gc time, 3 lock conflicts, 16.20% compilation time: <1% of which was recompilation)',
    {
      seconds: 12.345679,
      label: 'label',
      fields: {
        allocations: 4_570_000,
        bytes: 123457241,
        gcShare: 0.0097,
        lockConflicts: 3,
        compilationShare: 0.162,
        recompilationShare: 0.01,
      },
    },
  ],
  [
    '  1.000000 seconds (2 allocations: 1.5 GiB, 120.00% compilation time: 0% of which was recompilation)',
    { seconds: 1 },
  ],
  ['locked 2 seconds: 0.154603 seconds (30 allocations: 1.641 KiB)', { seconds: 0.154603, label: 'locked 2 seconds' }],
  [
    '1.500000 seconds (3 allocations: 16 bytes): 0.041191 seconds (2 allocations: 32 bytes)',
    { seconds: 0.041191, label: '1.500000 seconds (3 allocations: 16 bytes)' },
  ],
  ['took 3 s: 0.041191 seconds', { seconds: 0.041191, source: 'julia-time', label: 'took 3 s' }],
  [
    '  0.500000 seconds (46 CPU allocations: 2.000 KiB, 1.00% gc time) (3 GPU allocations: 384 bytes, 0.12% memmgmt time)',
    { seconds: 0.5, source: 'julia-time', fields: { allocations: 46, bytes: 2048, gcShare: 0.01 } },
  ],
  [
    '  0.500000 seconds (1.20 k CPU allocations: 2.000 KiB), 0.12% memmgmt time',
    { seconds: 0.5, source: 'julia-time', fields: { allocations: 1200, bytes: 2048 } },
  ],
  [': 0.031191 seconds (3 allocations: 16 bytes)', { seconds: 0.031191, label: '' }],
  ['42: 0.031191 seconds (3 allocations: 16 bytes)', { seconds: 0.031191, label: '42' }],
  ['训练: 0.031191 seconds (3 allocations: 16 bytes)', { seconds: 0.031191, label: '训练' }],
  ['nothing: 0.031191 seconds (3 allocations: 16 bytes)', { seconds: 0.031191, label: undefined }],
  ['Epoch 3: 2.000000 seconds (5 allocations: 144 bytes)', { label: 'Epoch 3', phase: 'epoch', epoch: 3 }],
  [
    'Epoch 3:   2.000000 seconds (5 allocations: 144 bytes)',
    { seconds: 2, label: undefined, phase: 'epoch', epoch: 3 },
  ],
  ['Epoch 3 validation: 2.000000 seconds (5 allocations: 144 bytes)', { phase: 'evaluation', epoch: 3 }],
  ['train!(model): 2.000000 seconds (5 allocations: 144 bytes)', { label: 'train!(model)', phase: 'training' }],
  ['1.5 seconds: 0.123456 seconds', { seconds: 0.123456, label: '1.5 seconds' }],
  ['  0.000001 seconds (0 allocations: 16 bytes)', { seconds: 0.000001, fields: { allocations: 0, bytes: 16 } }],
  ['  0.000000 seconds (1 allocation: 16 bytes, Inf% compilation time)', { fields: { allocations: 1, bytes: 16 } }],
  [
    '340.251887 seconds (98.87 M allocations: 8.611 GiB, 1.79% gc time, 0.24% co\nmpilation time)',
    { seconds: 340.251887, fields: { gcShare: 0.0179 } },
  ],
  ['sum(rand(1000)): 0.000004 seconds (1 allocation: 8 bytes)', { seconds: 0.000004, label: 'sum(rand(1000))' }],
  [
    'begin\n    sleep(0.07)\nend: 0.070000 seconds (5 allocations: 144 bytes)',
    { seconds: 0.07, label: 'end', line: 3 },
  ],
  ['\x1b[?2004l\r\x1b[0m  0.068826 seconds', { seconds: 0.068826, label: undefined }],
  ['      From worker 2:\t  0.068826 seconds', { seconds: 0.068826, fields: { worker: 2 } }],
  ['\x1b[32mok\x1b[39m\n  0.068826 seconds\r', { seconds: 0.068826, line: 2 }],
])('@time: %s', (text, expected) => {
  const timings = timingsOf(`${text}\n`).map((timing) => ({ label: undefined, ...timing }));
  expect(timings).toMatchObject([{ source: 'julia-time', resolutionSeconds: 5e-7, ...expected }]);
});

test('a @timev block is one timing, with nanoseconds', () => {
  const block =
    '  0.302744 seconds (5 allocations: 144 bytes)\nelapsed time (ns): 302744362\nbytes allocated:   144\nnon-pool GC allocs:1327\nGC pauses:         1\n';
  expect(timingsOf(block)).toEqual([
    {
      seconds: 0.302744362,
      resolutionSeconds: 5e-10,
      source: 'julia-timev',
      line: 1,
      fields: { allocations: 5, bytes: 144, nonPoolAllocations: 1327, gcPauses: 1 },
    },
  ]);
});

test('a @timev block that another line interrupts is no block', () => {
  expect(timingsOf('  0.302744 seconds\nhello\nelapsed time (ns): 302744362\n')[0]).toMatchObject({
    seconds: 0.302744,
    source: 'julia-time',
  });
});

test.each([
  'Precompiling packages...',
  '  11779.2 ms  ✓ Flux',
  '  1 dependency successfully precompiled in 14 seconds',
  '     46.6 ms  LinearAlgebra 80.54% compilation time',
  '     46.6 ms  LinearAlgebra',
  'pool allocs:       1',
])("Julia's own report is no timing: %s", (text) => {
  expect(timingsOf(`${text}\n`)).toEqual([]);
});

test('@benchmark up to BenchmarkTools 1.0', () => {
  const trial = `BenchmarkTools.Trial:
  memory estimate:  7.94 KiB
  allocs estimate:  1
  --------------
  minimum time:     4.500 μs (0.00% GC)
  median time:      5.100 μs (0.00% GC)
  mean time:        5.900 μs (3.10% GC)
  maximum time:     120.300 μs (0.00% GC)
  --------------
  samples:          10000
  evals/sample:     7
`;
  expect(timingsOf(trial)).toMatchObject([
    { seconds: 4.5e-6, source: 'julia-benchmark', fields: { medianSeconds: 5.1e-6, maximumSeconds: 120.3e-6 } },
  ]);
});

test('@benchmark with a single sample', () => {
  const trial = `BenchmarkTools.Trial: 1 sample with 1 evaluation.
 Single result which took 6.123 s (0.50% GC) to evaluate,
 with a memory estimate of 1.00 GiB, over 5 allocations.
`;
  expect(timingsOf(trial)).toMatchObject([{ seconds: 6.123, source: 'julia-benchmark' }]);
});

test.each([
  ['  "fit" => Trial(1.234 ms)', { seconds: 1.234e-3, source: 'julia-benchmark' }],
  [
    '1.234 ms (12 allocs: 1.250 KiB)',
    { seconds: 1.234e-3, source: 'julia-btime', fields: { allocations: 12, bytes: 1280 } },
  ],
  ['5.521 μs (2.50 allocs: 1.750 KiB, 1.20% gc time)', { seconds: 5.521e-6, source: 'julia-btime' }],
  [
    `Benchmark: 93 samples with 2 evaluations
 min    11.600 μs (2 allocs: 7.875 KiB)
 median 12.345 μs (2 allocs: 7.875 KiB)
 mean   14.500 μs (2 allocs: 7.875 KiB, 1.20% gc time)
 max    100.000 μs (2 allocs: 7.875 KiB, 90.00% gc time)`,
    {
      seconds: 11.6e-6,
      source: 'julia-benchmark',
      fields: { medianSeconds: 12.345e-6, meanSeconds: 14.5e-6, maximumSeconds: 100e-6 },
    },
  ],
  [
    `Benchmark: 3093 samples with 237 evaluations
min    121.308 ns
median 126.055 ns
mean   128.108 ns
max    303.447 ns`,
    { seconds: 121.308e-9, source: 'julia-benchmark', fields: { medianSeconds: 126.055e-9 } },
  ],
  [
    `Benchmark: 2 samples with 1 evaluation
        334.672 ms (518413 allocs: 20.752 MiB, without a warmup)
        340.001 ms (518413 allocs: 20.752 MiB)`,
    { seconds: 0.334672, source: 'julia-benchmark' },
  ],
  ['2.488 s (without a warmup)', { seconds: 2.488, source: 'julia-btime' }],
])('a benchmark of a group, or of Chairmarks: %s', (text, expected) => {
  expect(timingsOf(`${text}\n`)).toMatchObject([expected]);
});

test.each([
  ' min    11.600 μs',
  'Trial(1.234 ms)',
  'BenchmarkTools.TrialJudgement: \n  time:   +12.34% => regression (5.00% tolerance)',
])('no benchmark: %s', (text) => {
  expect(timingsOf(`${text}\n`)).toEqual([]);
});
