import type { Language } from '../model/experiment.js';

/** Something in parentheses, over others of one level. */
const IN_PARENTHESES = String.raw`\((?:[^()]|\([^()]*\))*\)`;

/** Arguments up to the wanted one, over those in parentheses. */
const ARGUMENTS = `[^()]*(?:${IN_PARENTHESES}[^()]*)*`;

/** One argument, over commas in brackets. */
const ARGUMENT = String.raw`(?:[^()[\]{},]|${IN_PARENTHESES}|\[[^[\]]*\]|\{[^{}]*\})*`;

/** What is fitted without being trained: it prepares data, or is one of SciPy's distributions. An autoencoder is no encoder. */
const PREPARES_DATA =
  String.raw`(?:\bstats\.\w+|` +
  '(?:(?:[Ss]caler|(?<![Aa]uto_?)[Ee]ncoder|[Vv]ect(?:orizer)?(?:_\\w+)?|[Tt]okenizer|[Ii]mputer|[Bb]inarizer|[Nn]ormalizer|[Ss]tandardizer' +
  '|[Dd]iscretizer|[Pp]reprocessor|[Dd]atagen|[Gg]enerator|(?:Column|Power|Quantile|Tfidf)Transformer|PolynomialFeatures|PCA|SVD)s?' +
  '(?:_?(?:[xyXY]|train|features?|targets?|labels?))?' +
  String.raw`|\b(?:le|oe|ohe|enc|sc|ss|lb|mlb|pca|svd|tfidf|norm)(?:_?[xyXY])?)_?\d*(?:${IN_PARENTHESES}|\[[^[\]]*\])*)`;

/** Objects that train by `train()`, however it is called. */
const TRAINERS = String.raw`(?:[Tt]rainer|[Rr]unner|[Ss]olver|\balgo)\d*(?:${IN_PARENTHESES})?|(?:xgb|xgboost|lgb|lightgbm)(?:\.\w+)*`;

/** PyTorch's `model.train()`, which only sets a mode, has at most one argument: whether it is on. */
const ARGUMENTS_OF_TRAINING = String.raw`\s*\(\s*(?:\*|(?!mode\b)\w+\s*=(?!=)|${ARGUMENT},\s*[^\s)])`;

/** Names that people give to functions that train, from `train_one_epoch` to `trainNetwork`. */
const NAMED_TRAIN =
  String.raw`\b_?train(?:ing)?_?(?:(?:(?:[Oo]ne|[Ss]ingle)_?)?[Ee]pochs?|[Mm]odels?|[Ll]oop|[Nn]et(?:work)?|[Ff]unction|[Ff]unc|[Ff]n|[Aa]gent|[Pp]olicy|[Cc]lassifier|[Gg](?:an|AN)` +
  String.raw`|[Ii]ters|and_\w+|on_batch|supervised|unsupervised)`;

/** Julia's functions that change their argument, by what stands before the `!`; most of them are Flux's, MLJ's and Knet's. */
const CHANGING = '(?:fit|(?:single_)?train(?:_?step)?|fine_?tune|adam|sgd|momentum|nesterov|rmsprop|adagrad|adadelta)';

/**
 * What is taken for a train call when nobody says otherwise: regular expressions by language. A pattern is searched in
 * the code alone, where comments are blank and every character of a string is a `"`. It matches up to the end of the
 * called name (or of a Julia macro's name); the arguments after it may be looked ahead at.
 */
export const DEFAULT_PATTERNS: Readonly<Record<Language, readonly string[]>> = {
  python: [
    String.raw`\.(?:partial_)?fit(?:(?<!${PREPARES_DATA}\.(?:partial_)?fit)|(?=\s*\(${ARGUMENTS}\bepochs\s*=))`,
    String.raw`\.fit_(?:generator|one_?cycle|flat_cos|sgdr)`,
    String.raw`\bfine_?tune`,
    String.raw`\.train(?:(?<=(?:${TRAINERS})\.train)|(?=${ARGUMENTS_OF_TRAINING}))`,
    String.raw`(?<![.\w])(?:fit|train)`,
    NAMED_TRAIN,
    String.raw`\b(?:run|start|do)_?[Tt]rain(?:ing)?`,
    // An agent's `learn()` or `learn(state, …)` is a single step; one that is told how long to go on is no step.
    String.raw`\.learn(?:(?<=(?:[Rr]unner|[Tt]rainer|\bexp(?:eriment)?_manager)\.learn)|(?<=\bmodel\d*\.learn)(?=\s*\(\s*[^\s)]))`,
    String.raw`\.learn(?=\s*\(\s*(?:int\(\s*)?\d(?:[\d_]{2}|[.\d]*e\d))`,
    String.raw`\.learn(?=\s*\(${ARGUMENTS}\b(?:total_timesteps|num_learning_iterations|n_(?:steps|episodes|iterations))\s*=)`,
    String.raw`\btrainer\.run`,
    String.raw`\b(?:tuner\.search|study\.optimize)`,
  ],
  julia: [
    String.raw`!(?<=(?<![\w\u0080-\uFFFF])${CHANGING}!)`,
    String.raw`\bprogress!(?=\(\s*(?:${CHANGING}|minimize)\()`,
    `${NAMED_TRAIN}!?`,
    String.raw`\bfit_?one_?cycle!?`,
    String.raw`(?<![.\w])train`,
    String.raw`\bmx\.fit`,
    String.raw`@(?:time|timev|timed|elapsed|showtime)\b`,
  ],
};

/** A regular expression, and how it was written. */
export interface TrainCallPattern {
  readonly written: string;
  readonly regex: RegExp;
}

/** The patterns that are regular expressions; a person may be half-way through writing one. */
export function compilePatterns(patterns: readonly string[]): TrainCallPattern[] {
  return patterns.flatMap((written) => {
    try {
      return written === '' ? [] : [{ written, regex: new RegExp(written, 'g') }];
    } catch {
      return [];
    }
  });
}
