import { describe, expect, it } from 'vitest';
import { findTrainCalls } from '../../../src/core/train-calls/index.js';

const callees = (source: string): string[] => findTrainCalls(source, 'julia').map((call) => call.callee);

describe('train calls in Julia', () => {
  it.each([
    ['Flux.train!(loss, params(model), data, opt)', ['Flux.train!']],
    ['train!(model)', ['train!']],
    ['fit!(mach, rows=train)', ['fit!']],
    ['train!.(models)', ['train!']],
    ['train_one_epoch!(model)', ['train_one_epoch!']],
    ['train(model, data)', ['train']],
    ['if abspath(PROGRAM_FILE) == @__FILE__\n    train()\nend', ['train']],
    ['mach = machine(model, x[1:3, :], y) |> fit!', ['fit!']],
    ['models .|> MLJ.fit! |> report', ['MLJ.fit!']],
    ['mach = source |>\n    machine |> fit!', ['fit!']],
    ['progress!(adam(model, data))', ['progress!']],
    ['Training.single_train_step!(ad, loss, data, state)', ['Training.single_train_step!']],
    ['@time Flux.train!(loss, ps, data, opt)', ['@time Flux.train!']],
    ['@time(train!(m))', ['@time train!']],
    ['@timev f(x); @timed(g(x))', ['@timev f', '@timed g']],
    ['Base.@time f(x)', ['Base.@time f']],
    ['t = @elapsed train!(m)', ['@elapsed train!']],
    ['@time for epoch in 1:3\n    train!(m)\nend', ['@time', 'train!']],
    ['@time begin\n    x = load()\nend', ['@time']],
    ['@time "label" train!(m)', ['@time']],
    ["y = x'; train!(m)'", ['train!']],
    ["c = '\"'; train!(m); d = '\\''; fit!(m)", ['train!', 'fit!']],
    ['"loss $(train!(m)) end"', ['train!']],
    ['Threads.@spawn train!($m)', ['train!']],
    ['train!(m) == 3', ['train!']],
    ['loss = train!(m) <= 1', ['train!']],
    ["a = m[end]'; train!(m)", ['train!']],
  ])('finds %s', (source, expected) => {
    expect(callees(source)).toEqual(expected);
  });

  it.each([
    ['a definition', 'function train!(m)\nend\nfunction Flux.train!(m::T) where T\nend\nmacro time(x) end'],
    [
      'a short definition',
      'train!(m) = m\nfit!(m::Model)::Int = 1\ntrain!(m::T, x) where {T<:Real} = m\n@inline train!(m) = 1',
    ],
    ['a line comment', '# train!(m)\nx = 1 # @time f()'],
    ['a nested block comment', '#= a #= train!(m) =# train!(m) =#'],
    ['a string', '"train!(m) @time"\n"""\n@time f()\n"""'],
    ['an interpolated name', '"$train!(m)"'],
    ['an escaped dollar', String.raw`"\$(train!(m))"`],
    ['a string macro, which interpolates nothing', 'raw"$(train!(m))"\nsql"""$(train!(m))"""'],
    ['a command', '`train!(m)`'],
    ['a longer name', 'pretrain!(m)\ntrain!!(m)\n@timeit f()\n@time_imports using A\n@mytime f()'],
    [
      'an import or export',
      'import Flux: train!\nexport train!, fit!\nimport Base: @time, @timev\nexport @time,\n  @elapsed  # both',
    ],
    ['a name that ends like one', 'Δtrain!(m)'],
    ['what changes a mode', 'Flux.trainmode!(m)'],
    ['data that is called so', 'MNIST.train()\nMNIST.traindata()'],
    ['a name alone as an argument', 'map(fit!, ms)\na | fit!'],
    ['a symbol or a name alone', 'f = train!\n:train!'],
  ])('does not take %s for one', (_, source) => {
    expect(callees(source)).toEqual([]);
  });

  it.each([
    ['@time begin\n  if a; b; end\n  c[end]\nend; d', 3, 3],
    ['@time for i in 1:2, j in 1:2\n  x = [k for k in 1:3 if k > 1]\nend', 2, 3],
    ['@time x = a +\n  b\nc', 1, 3],
    ['@time let y = (begin 1 end)\n  y\nend', 2, 3],
    ['f(@time(g(x)), 2)', 0, 16],
    ['fit!(m) do x\n  map(x) do y\n    y\n  end\nend |> show', 4, 3],
    ['train!(\n  m,\n)', 2, 1],
    ['@time :end\nx', 0, 10],
    ['@time begin\n  @time begin\n    f(x)\n  end\nend', 4, 3],
    ['@time f(x) +\n  # the rest\n\n  @time g(x)\ny', 3, 12],
    ['@time begin\n  f(x)\n', 0, 11],
    ['@time begin # being typed\n  @time begin\n    f(x)\n  end\n', 0, 11],
    ['fit!(m) do x\n  f(x)\n', 0, 7],
    ['@time f(x) # trailing\ny', 0, 10],
  ])('tells where %j ends', (source, line, column) => {
    expect(findTrainCalls(source, 'julia')[0]?.end).toEqual({ line, column });
  });

  it('takes what is piped into a function for a part of its call', () => {
    expect(findTrainCalls('m = MLJ.machine(a.b, x) |> fit!', 'julia')).toMatchObject([
      { text: 'MLJ.machine(a.b,x)|>fit!', start: { line: 0, column: 4 }, end: { line: 0, column: 31 } },
    ]);
  });

  it('counts a timed statement and the calls on its line as one', () => {
    const calls = findTrainCalls('@time Flux.train!(a); fit!(b)', 'julia');
    expect(calls.map((call) => [call.kind, call.callee, call.ordinal])).toEqual([
      ['timed', '@time Flux.train!', 0],
      ['call', 'fit!', 1],
    ]);
  });
});
