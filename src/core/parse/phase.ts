import type { Phase } from '../model/timing.js';

/** Words that tell what was timed; the first pattern that fits decides. */
const PHASES: readonly (readonly [RegExp, Phase])[] = [
  [/\bpre-?process|\bload(?:ing|ed)?\b|\bdata (?:prep|set)|\btokeni[sz]|预处理|加载/i, 'preprocessing'],
  [/\bimport(?:ing|ed|s)?\b|导入/i, 'import'],
  [/\bevaluat|\beval(?:\b|_)|\bvalidat|\bval(?:id)?(?:\b|_)|\btest(?:ing)?(?:\b|_)|评估|验证|测试/i, 'evaluation'],
  [/\bpredict|\binference\b|预测|推理/i, 'prediction'],
  [
    /\b(?:build|compil|construct)(?:ing|ed|e)? (?:the )?model\b|\bmodel (?:(?:was )?built|build|compiled|compilation|constructed|construction)/i,
    'build',
  ],
  [
    /\btrain(?:ing|ed)?(?:\b|_)|\btrainings|\bfit(?:ting)?\b|\bentrena|\bentra[iî]n|\btreina|обучени|训练|学習|학습|훈련/i,
    'training',
  ],
];
const EPOCH =
  /(?:\bepoche?|(?<![a-z])[eé]po(?:ca|que)|эпоха|エポック|에포크|第(?= ?\d+ ?(?:轮|个? ?epoch)))['"]?[\s:#=_[(-]*(?<epoch>\d{1,6})(?!\d|\.\d| ?(?:m?s|sec|min|m|h)\b)/i;
/** `Batch 10/100`, `iter 10/100`, `Epoch: 1 [640/60000`: the time may be a batch's. */
const PLACE_IN_EPOCH =
  /\b(?:(?:(?<batch>batch)|iter(?:ation)?|step)[\s:#=_[(]{1,3}|epoch:? ?\[?\d{1,6}\]?:? ?\[)(?<done>\d{1,9})(?: ?\/ ?(?<total>\d{1,9}))?/i;
/** `test: 0.93` beside a time does not make it a test's. */
const METRIC = /\b(?:\w{1,20} ){0,2}\w{1,40} ?[:=] ?-?\d[\d.]{0,20}(?:e-\d\d?)?%?(?![\w.])/gi;
/** What is done beside the training. */
const ASIDE = /\b(?:sav(?:ed|ing)|writ(?:e|ing|ten)|checkpoint|logging|plotting|upload)/i;
/** `Epoch took`, `Time taken for 1 epoch`: one of them, whichever it is. */
const ONE_EPOCH = /\b(?<!\bper )epoch\b/i;
/** `20 epochs took …` is about all of them. */
const ALL_EPOCHS = /\d epochs\b|\b(?:total|all|whole|overall)\b/i;
/** `Epoch: [3] Total time: 0:01:20` is about one. */
const EPOCHS_TOTAL = /\bepoch:? ?\[\d{1,6}\] total time/i;

export const phasePatterns = [
  ...PHASES.map(([pattern]) => pattern),
  EPOCH,
  PLACE_IN_EPOCH,
  METRIC,
  ASIDE,
  ONE_EPOCH,
  ALL_EPOCHS,
  EPOCHS_TOTAL,
];

/** The phase that a label names, if it names one. */
export function phaseOf(label: string): Phase | undefined {
  return PHASES.find(([pattern]) => pattern.test(label))?.[1];
}

/** The number after the word `epoch`, as printed. */
export function epochIn(text: string): number | undefined {
  const epoch = EPOCH.exec(text)?.groups?.['epoch'];
  return epoch === undefined ? undefined : Number(epoch);
}

/** What of an epoch a label names: its training is the epoch itself. */
export function phaseInEpoch(label: string): Phase {
  const phase = phaseOf(withoutMetrics(label)) ?? 'training';
  return phase === 'training' ? 'epoch' : phase;
}

export const withoutMetrics = (text: string): string => text.replace(METRIC, ' ');

/** The time of something else than training, whatever else the line tells. */
export const isAside = (label: string): boolean => ASIDE.test(label);

/** A line in the midst of an epoch. */
export function isWithinEpoch(line: string): boolean {
  const { batch, done, total } = PLACE_IN_EPOCH.exec(line)?.groups ?? {};
  return done !== undefined && (total === undefined ? batch !== undefined : done !== total);
}

/** The phase that a label without an epoch's number names: that of an epoch is its training. */
export function phaseOfUnnumbered(label: string, line: string): Phase | undefined {
  const phase = phaseOf(label) ?? phaseOf(withoutMetrics(line));
  const isEpoch = ONE_EPOCH.test(label) && !isAboutAllEpochs(label, line) && !isAside(label);
  return isEpoch && (phase ?? 'training') === 'training' ? 'epoch' : phase;
}

/** @param label What of the line leads to the figure. */
export function isAboutAllEpochs(label: string, line: string): boolean {
  return ALL_EPOCHS.test(label) && !EPOCHS_TOTAL.test(line);
}

/** Turns printed epoch numbers into 1-based ones: programs that count from 0 show it by their first epoch. */
export class EpochNumbers {
  #first = 1;

  oneBased(printed: number): number {
    if (printed === 0) {
      this.#first = 0;
    }
    return printed + 1 - this.#first;
  }
}
