import type { Language } from '../../core/model/experiment.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { readProbe, type ProbeAnswer } from '../../core/toolchain/probe.js';
import { probePrograms } from './probe-programs.js';
import { runTool } from './tool.js';

/** A launcher that fetches its interpreter first, or a cold disk, may take long; one that hangs must not. */
const PROBE_SECONDS = 30;

/** An interpreter that did not tell what it is. */
export interface FailedProbe {
  readonly command: string;
  readonly answer?: undefined;
  /** Whether it could be started. */
  readonly isThere: boolean;
  /** It had to be ended. */
  readonly hung: boolean;
  readonly fault: Sentence;
}

/** An interpreter that was asked what it is and has. */
export type Probe = { readonly command: string; readonly answer: ProbeAnswer } | FailedProbe;

/** Asks interpreters for what they are and have: one process for each, however many implementations want to know. */
export class Prober {
  readonly #asked = new Map<string, Promise<Probe>>();
  readonly #packages: Readonly<Record<Language, readonly string[]>>;
  readonly #signal: AbortSignal;

  /** @param packages what is looked for in each language */
  constructor(packages: Readonly<Record<Language, readonly string[]>>, signal: AbortSignal) {
    this.#packages = packages;
    this.#signal = signal;
  }

  ask(language: Language, command: string, environment: Readonly<Record<string, string>> = {}): Promise<Probe> {
    const key = JSON.stringify([language, command, environment]);
    const asked = this.#asked.get(key) ?? this.#run(language, command, environment);
    this.#asked.set(key, asked);
    return asked;
  }

  async #run(language: Language, command: string, environment: Readonly<Record<string, string>>): Promise<Probe> {
    const options = language === 'julia' ? ['--startup-file=no', '-e'] : ['-c'];
    const ended = await runTool([command, ...options, probePrograms[language], ...this.#packages[language]], {
      signal: this.#signal,
      environment,
      timeoutSeconds: PROBE_SECONDS,
    });
    const answer = readProbe(ended.stdout);
    // A crash after the version is told is a finding about exceptions; any other bad end makes the answer worthless.
    if (answer && (ended.succeeded || (ended.crashed && !answer.survivesExceptions))) return { command, answer };
    const lastLine = ended.output.trim().split('\n').at(-1) ?? '';
    const how = ended.succeeded && lastLine === '' ? sentence('it ended without a word') : ended.end;
    const fault = lastLine === '' ? how : sentence('{0}: {1}', how, lastLine);
    return { command, isThere: ended.wasStarted, hung: ended.timedOut, fault };
  }
}
