import type { PhaseSpan, ResourceSample, Run, Trial, TrialKey } from './run.js';
import type { Sentence } from './sentence.js';
import type { Timing } from './timing.js';

/** What happens during a run, in order, for whoever watches: the command line, terminals, the panel. */
export type RunEvent =
  /** A run cannot begin yet: another measures on this machine, or a program is built. Comes before `run-started`. */
  | { readonly type: 'waiting'; readonly message: Sentence }
  | { readonly type: 'run-started'; readonly run: Run }
  | { readonly type: 'trial-started'; readonly trial: TrialKey; readonly command: readonly string[] }
  | {
      readonly type: 'output';
      readonly trial: TrialKey;
      readonly stream: 'stdout' | 'stderr';
      /** The program's own bytes, marker lines included. */
      readonly chunk: Uint8Array;
    }
  | { readonly type: 'timing'; readonly trial: TrialKey; readonly timing: Timing }
  /** `paceSeconds`: of an epoch whose first step compiled, what it would have taken at the pace of its others. */
  | { readonly type: 'phase'; readonly trial: TrialKey; readonly span: PhaseSpan; readonly paceSeconds?: number }
  | { readonly type: 'sample'; readonly trial: TrialKey; readonly sample: ResourceSample }
  | { readonly type: 'trial-finished'; readonly trial: Trial }
  /** `file`: where it is saved; absent when that was not possible, which its warnings explain. */
  | { readonly type: 'run-finished'; readonly run: Run; readonly file?: string };
