import type { Language } from '../model/experiment.js';

/** What is fitted without being trained: it prepares data. An autoencoder is no encoder. */
const PREPARES_DATA =
  '(?:[Ss]caler|(?<![Aa]uto_?)[Ee]ncoder|[Vv]ectorizer|[Tt]okenizer|[Ii]mputer|[Bb]inarizer|[Nn]ormalizer|[Dd]atagen|[Gg]enerator' +
  String.raw`|\b(?:le|ohe|enc|pca|PCA|tfidf)\d*)`;

/** Arguments up to the wanted one, over nested parentheses of one level. */
const ARGUMENTS = String.raw`[^()]*(?:\([^()]*\)[^()]*)*`;

/**
 * What is taken for a train call when nobody says otherwise: regular expressions by language. A pattern is searched in
 * the code alone, where comments are blank and every character of a string is a `"`. It matches up to the end of the
 * called name (or of a Julia macro's name); the arguments after it may be looked ahead at.
 */
export const DEFAULT_PATTERNS: Readonly<Record<Language, readonly string[]>> = {
  python: [
    String.raw`\.fit(?<!${PREPARES_DATA}(?:\([^()]*\))?\.fit)`,
    String.raw`\.fit_generator`,
    String.raw`\.fit_one_cycle`,
    String.raw`\.fine_tune`,
    String.raw`[Tt]rainer(?:\([^()]*\))?\.train`,
    // Ultralytics and others: their arguments tell them from PyTorch's model.train(), which only sets a mode.
    String.raw`\.train(?=\s*\(${ARGUMENTS}(?:\*\*|\b(?:data|epochs|num_epochs|resume|input_fn)\s*=))`,
    String.raw`\b(?:xgb|xgboost|lgb|lightgbm)\.train`,
    String.raw`\btrain_(?:one_)?epoch`,
    String.raw`\btrain_model`,
    String.raw`(?<![.\w])train(?=\s*\(\s*[^\s)])`,
  ],
  julia: [
    String.raw`\btrain!`,
    String.raw`\bfit!`,
    String.raw`\btrain_(?:one_)?epoch!?`,
    String.raw`\btrain_model!?`,
    String.raw`\bfit_?one_?cycle!?`,
    String.raw`(?<![.\w])train(?=\(\s*[^\s)])`,
    String.raw`@(?:time|timev|timed|elapsed|showtime)\b`,
  ],
};

/** The patterns that are regular expressions; a person may be half-way through writing one. */
export function compilePatterns(patterns: readonly string[]): RegExp[] {
  return patterns.flatMap((pattern) => {
    try {
      return pattern === '' ? [] : [new RegExp(pattern, 'g')];
    } catch {
      return [];
    }
  });
}
