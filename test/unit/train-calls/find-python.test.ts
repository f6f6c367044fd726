import { describe, expect, it } from 'vitest';
import { findTrainCalls } from '../../../src/core/train-calls/index.js';
import { ownPatterns } from './own-patterns.js';

const callees = (source: string): string[] => findTrainCalls(source, 'python').map((call) => call.callee);

describe('train calls in Python', () => {
  it.each([
    ['history = model.fit(x, y, epochs=5)', ['model.fit']],
    ['self.model.fit(x)', ['self.model.fit']],
    ['models[i].fit(x)', ['models[i].fit']],
    ['Sequential([Dense(10)]).fit(x, y)', ['Sequential([Dense(10)]).fit']],
    ['model.compile("adam").fit(x)', ['model.compile("adam").fit']],
    ['autoencoder.fit(x, x)', ['autoencoder.fit']],
    ['transformer.fit(batches)', ['transformer.fit']],
    ['model.fit (x)', ['model.fit']],
    ['model.fit \\\n    (x)', ['model.fit']],
    ['model \\\n    .fit(x)', ['model.fit']],
    ['model.fit_generator(flow)', ['model.fit_generator']],
    ['learn.fit_one_cycle(3)', ['learn.fit_one_cycle']],
    ['learn.fine_tune(1)', ['learn.fine_tune']],
    ['trainer.fit(model, loader)', ['trainer.fit']],
    ['pl.Trainer(max_epochs=3).fit(model)', ['pl.Trainer(max_epochs=3).fit']],
    ['trainer.train()', ['trainer.train']],
    ['self.trainer.train(resume_from_checkpoint=True)', ['self.trainer.train']],
    ['SFTTrainer(model=model, args=args).train()', ['SFTTrainer(model=model,args=args).train']],
    ['model.train(data="coco8.yaml", epochs=3)', ['model.train']],
    ['YOLO("yolov8n.pt").train(device=pick(0), data="coco8.yaml")', ['YOLO("yolov8n.pt").train']],
    ['model.train(**trainer_arguments)', ['model.train']],
    ['model.train(\n    data="coco8.yaml",\n)', ['model.train']],
    ['train_one_epoch(model, loader)', ['train_one_epoch']],
    ['engine.train_one_epoch(model)', ['engine.train_one_epoch']],
    ['booster = xgb.train(params, dtrain)', ['xgb.train']],
    ['train(args, model, device, train_loader, optimizer, epoch)', ['train']],
    ['if __name__ == "__main__":\n    train()', ['train']],
    ['fit(model, x, y, epochs=3)', ['fit']],
    ['self._train_epoch(epoch)', ['self._train_epoch']],
    ['training_function(config, args)', ['training_function']],
    ['trainIters(encoder, decoder, 75000)', ['trainIters']],
    ['run_training(epochs=1)', ['run_training']],
    ['tf.estimator.train_and_evaluate(estimator, spec, spec)', ['tf.estimator.train_and_evaluate']],
    ['output = dxgb.train(client, params, dtrain)', ['dxgb.train']],
    ['xgb.dask.train(client, params, dtrain)', ['xgb.dask.train']],
    ['model.train(input_fn, steps=100)', ['model.train']],
    ['svm.train(samples, cv2.ml.ROW_SAMPLE, responses)', ['svm.train']],
    ['runner.train()', ['runner.train']],
    ['Trainer(model, Loader(x)).train()', ['Trainer(model,Loader(x)).train']],
    ['clf.partial_fit(x, y)', ['clf.partial_fit']],
    ['gan.train_on_batch(noise, labels)', ['gan.train_on_batch']],
    ['model.learn(total_timesteps=10_000)', ['model.learn']],
    ['agent.learn(total_timesteps=10_000)', ['agent.learn']],
    ['model2.learn(200)', ['model2.learn']],
    ['agent.learn(\n    int(1e6), callback)', ['agent.learn']],
    ['ppo.learn(1_000_000)', ['ppo.learn']],
    ['PPO("MlpPolicy", make()).learn(25_000)', ['PPO("MlpPolicy",make()).learn']],
    ['exp_manager.learn(model)', ['exp_manager.learn']],
    ['runner.learn(num_learning_iterations=1500)', ['runner.learn']],
    ['core.learn(n_steps=100, n_steps_per_fit=1)', ['core.learn']],
    ['trainer.run(loader, max_epochs=2)', ['trainer.run']],
    ['study.optimize(objective, n_trials=2)', ['study.optimize']],
    ['train_agent(env)', ['train_agent']],
    ['tuner.search(x, y, epochs=2)', ['tuner.search']],
    ['make_pipeline(StandardScaler(), SVC()).fit(x, y)', ['make_pipeline(StandardScaler(),SVC()).fit']],
    ['encoder.fit(x, x, epochs=10)', ['encoder.fit']],
    ['await trainer.fit(model)', ['trainer.fit']],
    ['print(f"loss {model.fit(x).history}")', ['model.fit']],
    [String.raw`x = rf"\{model.fit(x)}"`, ['model.fit']],
    ['g(model.fit(a), model.fit(b))', ['model.fit', 'model.fit']],
    ['x = [m.fit(d) for m in models]', ['m.fit']],
    ['tree.fit(x); forest.fit(x)', ['tree.fit', 'forest.fit']],
    ['a @ model.fit(x)', ['model.fit']],
  ])('finds %s', (source, expected) => {
    expect(callees(source)).toEqual(expected);
  });

  it.each([
    [
      "PyTorch's mode",
      'model.train()\nmodel.train(True)\nnet.train(mode=False)\nself.train(mode)\nmodel.train(phase == 1)',
    ],
    [
      'a definition',
      'def train_one_epoch(model):\n    pass\nasync def train(model):\n    pass\nclass Fit(train): pass',
    ],
    ['a name alone, with parentheses on the next line', 'fit = model.fit\n(a, b) = (1, 2)'],
    ['a method definition', 'class A:\n    def fit(self, x):\n        pass'],
    ['a comment', '# model.fit(x)\nx = 1  # model.fit(x)'],
    ['a string', 's = "model.fit(x)"\nt = \'model.fit(x)\''],
    ['a docstring', 'def f():\n    """Calls\n    model.fit(x)\n    """'],
    ['a raw string that ends in a quote escaped', String.raw`s = r"\" model.fit(x) "`],
    ['a bytes string', 'b"model.fit(x)"'],
    ['a continued string', 's = "one \\\n model.fit(x)"'],
    ['an f-string outside its fields', 'f"model.fit({x}) {{model.fit(x)}}"'],
    ["a field's format", 'f"{x:model.fit(3)}"'],
    ['a decorator', '@trainer.fit(x)\ndef f(): pass'],
    ['an import', 'from engine import train_one_epoch, train\nimport train_model'],
    ['a name alone', 'callback = model.fit\ntrain_one_epoch'],
    ['a longer name', 'scaler.fit_transform(x)\nmodel.fitness(x)\nretrain(x)\nmodel.trainable(x)\npretrain_model(x)'],
    [
      'what prepares data',
      'scaler.fit(x)\nStandardScaler().fit(x)\nlabel_encoder.fit(y)\nle.fit(y)\ntokenizer.fit(t)\ndatagen.fit(x)',
    ],
    [
      'what prepares data, whatever it is called with',
      'MinMaxScaler(feature_range=(0, 1)).fit(x)\nscaler_x.fit(x)\nscalers[0].fit(x)\nsc.fit(x)\nscaler.partial_fit(x)\ncount_vect.fit(t)',
    ],
    ['a distribution', 'norm.fit(data)\nstats.gamma.fit(x)\nscipy.stats.norm.fit(x, floc=0)'],
    [
      'what is only named like training',
      'train_step(x)\ntrain_loader()\ntrain_acc(y, p)\ntuner.search_space_summary()',
    ],
    [
      'a step of learning',
      'agent.learn()\ndqn.learn(state)\nagent.learn(s, 0, r, n_steps)\nagent.learn(7)\nmemory_manager.learn(fact)',
    ],
    ["a comment's or a string's learning", '# exp_manager.learn(model)\ns = "runner.learn(100)"  # agent.learn(100)'],
    ["what a comment says before an old Macintosh's line end", '# model.fit(x)\rx = 1'],
    ['arguments of another call', 'model.train(); load(data=1)'],
  ])('does not take %s for one', (_, source) => {
    expect(callees(source)).toEqual([]);
  });

  it('tells where a call starts, ends and what its text is', () => {
    const source = [
      'import keras',
      'history = model.fit(  # train',
      '    x, y,',
      '    epochs=5, callbacks=["a b"],',
      ').history',
    ].join('\n');
    expect(findTrainCalls(source, 'python')).toEqual([
      {
        kind: 'call',
        callee: 'model.fit',
        text: 'model.fit(x,y,epochs=5,callbacks=["a b"])',
        start: { line: 1, column: 10 },
        end: { line: 4, column: 1 },
        nameEnd: { line: 1, column: 19 },
        ordinal: 0,
      },
    ]);
  });

  it('keeps its footing over nested f-strings, named escapes and unfinished code', () => {
    const source = [
      'a = f"{d["key"]!r:>{width}} \\N{DASH} {x != y} {f\'{z}\'}"',
      'b = f"{unfinished',
      'c = "unfinished',
      "d = '''",
      'model.fit(1)',
      "'''; model.fit(2)",
      'e = f"""{',
      '    model.fit(3)',
      '}"""',
      'model.fit(4,',
    ].join('\n');
    expect(findTrainCalls(source, 'python').map((call) => [call.start.line, call.text])).toEqual([
      [5, 'model.fit(2)'],
      [7, 'model.fit(3)'],
      [9, 'model.fit(4,'],
    ]);
  });

  it('goes by the patterns that it is given, with or without the parenthesis', () => {
    const source = 'agent.learn(10)\nmodel.fit(x)\nagent.learning(1)';
    for (const pattern of [String.raw`\.learn`, String.raw`\.learn\(`]) {
      expect(findTrainCalls(source, 'python', ownPatterns(pattern, '(')).map((call) => call.callee)).toEqual([
        'agent.learn',
      ]);
    }
  });

  it('finds a call once when several patterns match it', () => {
    expect(
      findTrainCalls('model.fit(x)', 'python', ownPatterns(String.raw`\.fit`, 'fit', String.raw`\w+\.fit`)),
    ).toHaveLength(1);
  });

  it('keeps columns in UTF-16 units, and lines with every kind of line end', () => {
    const [call] = findTrainCalls('a\r\nb\r"😀"; model.fit(x)', 'python');
    expect(call?.start).toEqual({ line: 2, column: 6 });
  });
});
