import {
  FEWEST_BLOCKS,
  isAlike,
  MARGIN,
  compareRun,
  type Comparison,
  type Outcome,
  type RunComparison,
  type SpeedMeasure,
} from '../compare/index.js';
import type { Run } from '../model/run.js';
import type { Interval } from '../stats/index.js';
import { reportColumns } from './columns.js';
import { formatRatio, formatRatioInterval, formatShare } from './format.js';
import { type Headline, headlineFrom, literal } from './sentences.js';
import { reportTable } from './build-table.js';
import { english, type Translate } from './translate.js';
import { blocksOf, describeDifferences, listOf, titleOf } from './words.js';

/** Who, what, by how much and how sure; or why nothing can be claimed. */
export function headline(run: Run, say: Translate = english, comparison: RunComparison = compareRun(run)): Headline {
  if (run.state === 'running') return headlineFrom('waiting', describeProgress(run, say));
  const { reference, measure, comparisons } = comparison;
  if (reference === undefined) return headlineFrom('no-claim', literal(describeNothing(run, say)));
  const sentences = new Sentences(run, measure, reference, say);
  const claims = [...sentences.differences(comparisons), ...sentences.likenesses(comparisons)];
  const doubts = [
    ...sentences.seen(comparisons),
    ...sentences.undecided(comparisons),
    ...sentences.refusals(comparisons),
    ...sentences.unpaired(comparisons),
  ];
  if (claims.length > 0) {
    const claim = claims.join('; ') + sentences.note(comparisons);
    return headlineFrom('claim', [claim, ...doubts].join('; '));
  }
  if (doubts.length > 0) return headlineFrom('no-claim', doubts.join('; ') + sentences.note(comparisons));
  return headlineFrom('no-claim', sentences.alone());
}

function describeProgress(run: Run, say: Translate): string {
  const total = run.settings.implementations.length * run.settings.blocks;
  return say('Measuring: {0} of {1} trials done', run.trials.length, total);
}

function describeNothing(run: Run, say: Translate): string {
  if (run.state === 'cancelled') return say('Cancelled before anything was completed');
  const [why] = reportColumns(run, say).flatMap(({ title, note }) => (note ? [`${title}: ${note}`] : []));
  return why === undefined ? say('Nothing was completed') : say('Nothing was completed. {0}', why);
}

/** Whether the margin within which times count as alike reaches into an interval of their ratio. */
const holdsAlike = ({ low, high }: Interval): boolean => low <= 1 + MARGIN && high >= 1 / (1 + MARGIN);

type Judged = Extract<Outcome, { state: 'judged' }>;

/** The clauses that a headline is put together from. */
class Sentences {
  readonly #run: Run;
  readonly #measure: SpeedMeasure;
  readonly #reference: string;
  readonly #say: Translate;

  constructor(run: Run, measure: SpeedMeasure, reference: string, say: Translate) {
    this.#run = run;
    this.#measure = measure;
    this.#reference = reference;
    this.#say = say;
  }

  /** `**A** trains an epoch **1.39×** faster than **B** and **2.21×** faster than **C** on this machine` */
  differences(comparisons: readonly Comparison[]): string[] {
    const clauses = comparisons.flatMap(({ a, outcome }) =>
      outcome.state === 'judged' && (outcome.verdict === 'slower' || outcome.verdict === 'faster')
        ? // With one comparison the note at the end holds its interval.
          [this.#faster(a, outcome.ratio, comparisons.length > 1 ? outcome.interval : undefined)]
        : [],
    );
    return clauses.length > 0 ? [this.#frame(listOf(clauses, this.#say))] : [];
  }

  /** `Seen in one block: **A** trains an epoch **1.39×** faster than **B** on this machine`, which claims nothing. */
  seen(comparisons: readonly Comparison[]): string[] {
    const all = comparisons.flatMap(({ a, outcome }) => (outcome.state === 'seen' ? [{ a, outcome }] : []));
    if (all.length === 0) return [];
    const blocks = Math.min(...all.map(({ outcome }) => outcome.blocks));
    const faster = all
      .filter(({ outcome }) => !isAlike(outcome.ratio))
      .map(({ a, outcome }) => this.#faster(a, outcome.ratio, blocks > 1 ? outcome.range : undefined));
    const alike = all.filter(({ outcome }) => isAlike(outcome.ratio));
    const observed = [
      ...(faster.length > 0 ? [this.#frame(listOf(faster, this.#say))] : []),
      ...(alike.length > 0 ? [this.#say('{0} took about the same time', this.#withReference(alike))] : []),
    ];
    return [this.#say('Seen in {0}: {1}', blocksOf(blocks, this.#say), observed.join('; '))];
  }

  /** `**A** and **B** are equally fast within 3 %` */
  likenesses(comparisons: readonly Comparison[]): string[] {
    const alike = comparisons.filter(({ outcome }) => outcome.state === 'judged' && outcome.verdict === 'equivalent');
    if (alike.length === 0) return [];
    return [this.#say('{0} are equally fast, within {1}', this.#withReference(alike), formatShare(MARGIN))];
  }

  /** `**A** and **B** cannot be told apart: B took 1.04× as long (0.98–1.10); about 14 blocks would tell` */
  undecided(comparisons: readonly Comparison[]): string[] {
    return comparisons.flatMap(({ a, outcome }) => {
      if (outcome.state !== 'judged' || outcome.verdict !== 'inconclusive') return [];
      const [first, second] = [this.#title(this.#reference), this.#title(a)];
      const measured = this.#say(
        '**{0}** and **{1}** cannot be told apart: {1} took {2} as long',
        first,
        second,
        formatRatio(outcome.ratio),
      );
      const { low, high } = outcome.interval;
      return [`${measured} ~~(${formatRatioInterval(low, high)})~~${this.#whyUndecided(outcome)}`];
    });
  }

  /** The machine's noise; else other comparisons beside it, or too few blocks, where so many are a plan. */
  #whyUndecided({ ratio, interval, noiseFloor = 0, blocksNeeded, clearAlone }: Judged): string {
    const isNoise = Math.max(ratio, 1 / ratio) <= 1 + noiseFloor || !holdsAlike(interval);
    if (noiseFloor > MARGIN && isNoise) {
      return this.#say(', but one program alone differs from itself by up to {0}', formatRatio(1 + noiseFloor));
    }
    if (clearAlone) return this.#say(', which is not sure enough among several comparisons');
    return blocksNeeded === undefined ? '' : this.#say('; about {0} blocks would tell', blocksNeeded);
  }

  /** `**A**, **C** and **B** did not do the same work: 16,938 against 21,102 parameters`, once for all of which that is so */
  refusals(comparisons: readonly Comparison[]): string[] {
    const alike = new Map<string, { isKnown: boolean; what: string; others: Comparison[] }>();
    for (const each of comparisons) {
      if (each.outcome.state !== 'refused') continue;
      const { differences } = each.outcome;
      const what = literal(describeDifferences(differences, this.#run, this.#say));
      const group = alike.get(what) ?? {
        isKnown: differences.some(({ kind }) => kind === 'differs'),
        what,
        others: [],
      };
      group.others.push(each);
      alike.set(what, group);
    }
    return [...alike.values()].map(({ isKnown, what, others }) =>
      this.#say(
        isKnown ? '{0} did not do the same work: {1}' : '{0} are not known to have done the same work: {1}',
        this.#names([...others.map(({ a }) => a), this.#reference]),
        what,
      ),
    );
  }

  /** `**A** and **B** were never completed in the same block` */
  unpaired(comparisons: readonly Comparison[]): string[] {
    const completedIn = (id: string): number[] =>
      this.#run.trials.flatMap((trial) =>
        trial.implementation === id && trial.state === 'completed' ? [trial.block] : [],
      );
    const blocks = completedIn(this.#reference);
    const apart = comparisons.filter(({ a, outcome }) => {
      const others = completedIn(a);
      return outcome.state === 'not-measured' && others.length > 0 && !others.some((block) => blocks.includes(block));
    });
    return apart.map((each) => this.#say('{0} were never completed in the same block', this.#withReference([each])));
  }

  /** What one implementation took when there is nothing to compare it with. */
  alone(): string {
    const row = reportTable(this.#run, this.#say).rows.find(({ id }) => id === this.#measure);
    const cell = row?.cells[this.#run.implementations.findIndex(({ id }) => id === this.#reference)];
    return this.#say(
      this.#run.implementations.length === 1
        ? '**{0}** ran alone. {1}: **{2}**'
        : 'Only **{0}** was completed. {1}: **{2}**',
      this.#title(this.#reference),
      row?.label ?? '',
      cell?.kind === 'value' ? cell.text : '–',
    );
  }

  /** What kind of interval, from how much. */
  note(comparisons: readonly Comparison[]): string {
    const judged = comparisons.flatMap(({ outcome }) => (outcome.state === 'judged' ? [outcome] : []));
    if (judged.length === 0) {
      const isSeen = comparisons.some(({ outcome }): boolean => outcome.state === 'seen');
      return isSeen ? ` ~~${this.#say('(no claim: an interval takes {0} blocks)', FEWEST_BLOCKS)}~~` : '';
    }
    const blocks = blocksOf(Math.min(...judged.map((outcome) => outcome.blocks)), this.#say);
    const preliminary = judged.some((outcome) => outcome.preliminary);
    const [only] = judged;
    const interval =
      comparisons.length === 1 && only && only.verdict !== 'inconclusive'
        ? this.#say('{0} interval {1}', formatShare(0.95), formatRatioInterval(only.interval.low, only.interval.high))
        : this.#say('{0} intervals', formatShare(0.95));
    return ` ~~(${[interval, blocks, ...(preliminary ? [this.#say('preliminary')] : [])].join(', ')})~~`;
  }

  /**
   * `**1.39×** faster than **B** ~~(1.30–1.45)~~`. Slower only where the implementations take turns from block to block,
   * so that none leads all others.
   */
  #faster(other: string, ratio: number, interval: Interval | undefined): string {
    const title = this.#title(other);
    const bounds = ({ low, high }: Interval): string => ` ~~(${formatRatioInterval(low, high)})~~`;
    if (ratio >= 1) {
      return this.#say('**{0}** faster than **{1}**{2}', formatRatio(ratio), title, interval ? bounds(interval) : '');
    }
    const turned = interval && { low: 1 / interval.high, high: 1 / interval.low };
    return this.#say('**{0}** slower than **{1}**{2}', formatRatio(1 / ratio), title, turned ? bounds(turned) : '');
  }

  #title(implementation: string): string {
    return literal(titleOf(this.#run, implementation));
  }

  #withReference(others: readonly Pick<Comparison, 'a'>[]): string {
    return this.#names([this.#reference, ...others.map(({ a }) => a)]);
  }

  #names(implementations: readonly string[]): string {
    return listOf(
      implementations.map((id) => `**${this.#title(id)}**`),
      this.#say,
    );
  }

  #frame(claims: string): string {
    const name = this.#title(this.#reference);
    switch (this.#measure) {
      case 'steady-epoch':
        return this.#say('**{0}** trains an epoch {1} on this machine', name, claims);
      case 'first-epoch':
        return this.#say('**{0}** trains its first epoch, compilation included, {1} on this machine', name, claims);
      case 'launch-to-first-step':
        return this.#say('**{0}** reaches its first training step {1} on this machine', name, claims);
      case 'whole-trial':
        return this.#say('**{0}** does the whole job {1} on this machine', name, claims);
    }
  }
}
