import type { Run } from '../../src/core/model/run.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';
import type { Identity } from '../../src/protocol/identity.js';
import type { Host } from './host.js';
import type { Theme } from './theme.js';

/** What the sections of the page are drawn from. */
export interface View {
  readonly snapshot: RunSnapshot;
  /** The run is measured in this window, and can be cancelled here. */
  readonly isLive: boolean;
  readonly baseline: Run | undefined;
  readonly identities: readonly Identity[];
  readonly theme: Theme;
  readonly host: Host;
  /** Seconds since the trial under way was last heard of. */
  readonly sinceTold: number;
}

/** Whether one view is of the same state of the run, in the same colours, as another: most parts are then as they were. */
export const looksAs = (one: View | undefined, other: View): one is View =>
  one?.snapshot.run === other.snapshot.run && one.theme === other.theme;

/** A part of the page. */
export interface Section {
  readonly element: HTMLElement;
  update(view: View): void;
}
