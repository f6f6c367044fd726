import { join } from 'node:path';
import type { Run, Trial } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { titleOf } from '../../core/report/words.js';
import { warnAboutClock, warnAboutTrials, type ClockState, type OtherLoad } from '../../core/trial/warnings.js';
import { temporaryDirectory } from '../paths.js';
import type { RunStore } from '../store/index.js';
import { writeAtomically } from '../write-atomically.js';
import { readClock } from './environment.js';
import type { TrialOutcome } from './trial.js';

/** A run while it is made: it is saved after every step, so that what was measured is never lost. */
export class RunRecord {
  readonly #store: RunStore;
  readonly #clockBefore: ClockState;
  readonly #loads: OtherLoad[] = [];
  #run: Run;
  /** What is known apart from the load of other programs, which is summed up anew after every trial. */
  #warnings: Run['warnings'];
  #file: string | undefined;
  #saveError: Error | undefined;

  constructor(store: RunStore, run: Run, clockBefore: ClockState) {
    this.#store = store;
    this.#run = run;
    this.#warnings = run.warnings;
    this.#clockBefore = clockBefore;
  }

  get run(): Run {
    return this.#run;
  }

  /** Where it is saved as it is now; undefined when it could not be. */
  get file(): string | undefined {
    return this.#file;
  }

  /** Keeps what the trial under way has measured so far, for when this process is killed. */
  async keep(trial: Trial): Promise<void> {
    // Where that is not possible, saving the run will say so.
    await this.#store.keep(this.#run.id, trial).catch(() => undefined);
  }

  async addTrial({ trial, warnings, othersBusyCores }: TrialOutcome): Promise<void> {
    if (othersBusyCores !== undefined) {
      const title = titleOf(this.#run, trial.implementation);
      this.#loads.push({ title, block: trial.block, coresBusy: othersBusyCores });
    }
    this.#warnings = [...this.#warnings, ...warnings];
    this.#run = { ...this.#run, trials: [...this.#run.trials, trial] };
    await this.save();
  }

  async finish(state: Run['state'], warnings: Run['warnings'] = []): Promise<void> {
    this.#warnings = [...this.#warnings, ...warnAboutClock(this.#clockBefore, await readClock()), ...warnings];
    this.#run = { ...this.#run, state, finishedAt: new Date().toISOString() };
    await this.save();
    if (this.#saveError) await this.#keepElsewhere();
  }

  /** A run that cannot be saved goes on, and says so. */
  async save(): Promise<void> {
    this.#run = { ...this.#run, warnings: this.#allWarnings() };
    try {
      this.#file = await this.#store.save(this.#run);
      this.#saveError = undefined;
    } catch (error) {
      this.#file = undefined;
      this.#saveError = error as Error;
    }
    this.#run = { ...this.#run, warnings: this.#allWarnings() };
  }

  /** The last chance, so that hours of measuring are not lost: among the temporary files, as a file that can be shown. */
  async #keepElsewhere(): Promise<void> {
    this.#file = join(temporaryDirectory(), `${this.#run.id}.json`);
    this.#run = { ...this.#run, warnings: this.#allWarnings() };
    try {
      await writeAtomically(this.#file, `${JSON.stringify(this.#run)}\n`);
    } catch {
      this.#file = undefined;
      this.#run = { ...this.#run, warnings: this.#allWarnings() };
    }
  }

  #allWarnings(): Run['warnings'] {
    return [...this.#warnings, ...warnAboutTrials(this.#loads, this.#run.environment.logicalCores), ...this.#unsaved()];
  }

  #unsaved(): Sentence[] {
    if (!this.#saveError) return [];
    const facts = [this.#store.folder, this.#saveError.message] as const;
    return this.#file === undefined
      ? [
          sentence(
            'The run could not be saved in {0}: {1}. Make room there or make it writable, or run in another folder.',
            ...facts,
          ),
        ]
      : [sentence('The run could not be saved in {0}: {1}. It is kept in {2} instead.', ...facts, this.#file)];
  }
}
