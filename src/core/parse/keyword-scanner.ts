import type { LineScanner } from '../lines/index.js';
import { KeywordAutomaton } from './keyword-automaton.js';

const LINE_FEED = 0x0a;
/** What ends a unit of one letter. */
const ENDS = [' ', ')', ']', '.', ',', ';', ':', '!', '-', '/', '<', '>', '\t', '\r', '\n', '\x1b', '"', "'"];

/**
 * A line that concerns any dialect holds at least one of these; `0` stands for every digit, lower case for both cases. Lines that hold one
 * by chance only cost the dialects' own look at them.
 */
const KEYWORDS: readonly string[] = [
  // Markers, Julia, IPython, timeit, Keras, progress bars
  ...[
    ':::langbench',
    'second',
    'alloc',
    '(ns):',
    ' calls:',
    'collections:',
    'gc pauses',
    'range (min',
    'single result',
    'with 0',
    'downloading data',
  ],
  ...[
    'per loop',
    'epoch',
    '- 0',
    '/step',
    '/sample',
    '/epoch',
    '/unknown',
    '%|',
    '% ━',
    '00:00<',
    '00:00, ',
    '  00:00',
    ' 0:00:00',
    '0:00:00.0',
    '  0.0000',
    '  00.0000',
    '  000.0000',
    '0  0',
    '0   0',
  ],
  // Shells
  ...['real\t', 'real ', 'user\t', 'user  ', 'user 0', 'sys\t', 'sys  ', 'sys 0', '% cpu', 'executed in'],
  // Words of time
  ...[
    'time',
    'timing',
    'secs',
    'elapsed',
    'took',
    'take',
    'spen',
    'lasted',
    'duration',
    'cost',
    'temps',
    'tempo',
    'tiempo',
    'zeit',
  ],
  ...[
    'dauer',
    'wall',
    '_ms',
    'ms=0',
    'ms: 0',
    'ms":0',
    '完了 0',
    '_s=',
    '_s:',
    '_s"',
    'durée',
    'ремя',
    'РЕМЯ',
    'czas',
    'süre',
    '用时',
    '耗时',
    '花费',
    '历时',
    '耗費',
    '时间',
    '時間',
    '시간',
  ],
  // What tells of a file of media
  'sample rate',
  'sample_rate',
  'sampling',
  'bit rate',
  'bitrate',
  'codec',
  'channels',
  'resolution',
  'frame rate',
  'frame_rate',
  // Figures with units, which may be coloured themselves
  '0\x1b[',
  ...ENDS.map((end) => `0 s${end}`),
  ...[
    '0s',
    '0ms',
    '0us',
    '0ns',
    '0µs',
    '0μs',
    '0 ms',
    '0 us',
    '0 ns',
    '0 µs',
    '0 μs',
    '0(s',
    '0[s',
    '0 [s',
    '0 (s',
    '0 se',
    '0с',
    '0 с',
    '0 мс',
    '0мс',
    '0 мкс',
    '0мкс',
  ],
  ...[
    '0 min',
    '0min',
    '0 hour',
    '0 hr',
    '0h',
    '0 day',
    '0 mil',
    '0mil',
    '0 mic',
    '0 nan',
    '0 horas',
    '0 heur',
    '0 stund',
  ],
  ...[
    '0\ts',
    '0\tm',
    '0 сек',
    '0 мин',
    '0 час',
    '0 СЕК',
    '0 МИН',
    '0 god',
    '0 san',
    '0 dak',
    '0 saa',
    '0 sn',
    '0 gi',
    '秒',
    '分',
    '초',
    '분',
    ' in 0',
    'after 0',
  ],
];

let automaton: KeywordAutomaton | undefined;

/**
 * Splits bytes into lines and sorts out, without decoding them, those that cannot concern any dialect. A line that a carriage return or a
 * backspace overwrites is always looked at: what it finally shows is not what its bytes say.
 */
export class KeywordScanner implements LineScanner {
  #state = 0;
  #wanted = false;

  next(chunk: Uint8Array, start: number): number {
    return this.#wanted ? chunk.indexOf(LINE_FEED, start) : this.#scan(chunk, start);
  }

  wanted(): boolean {
    const wanted = this.#wanted;
    this.#wanted = false;
    this.#state = 0;
    return wanted;
  }

  #scan(chunk: Uint8Array, start: number): number {
    // Made with the first output: most runs of the command line read none.
    const { transitions, firstFinal, lineEnd } = (automaton ??= new KeywordAutomaton(KEYWORDS));
    let state = this.#state;
    for (let index = start; index < chunk.length; index++) {
      state = transitions[(state << 8) | (chunk[index] ?? 0)] ?? 0;
      if (state >= firstFinal) {
        this.#state = 0;
        this.#wanted = state !== lineEnd;
        return this.#wanted ? chunk.indexOf(LINE_FEED, index) : index;
      }
    }
    this.#state = state;
    return -1;
  }
}
