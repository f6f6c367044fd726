import * as l10n from '@vscode/l10n';
import type { Run } from '../../src/core/model/run.js';
import { identitiesOf } from '../../src/protocol/identity.js';
import { applyEvent, type RunSnapshot, type SnapshotEvent } from '../../src/protocol/live-run.js';
import type { ToPage } from '../../src/protocol/to-page.js';
import { html } from './dom.js';
import { emptyPage, pendingPage, problemPage } from './empty.js';
import { progressText } from './head.js';
import { connect, type Host } from './host.js';
import { KeptScroll } from './kept-scroll.js';
import { Pace } from './pace.js';
import { ResultPage } from './result-page.js';
import { onThemeChange, readTheme, type Theme } from './theme.js';

/** How often what the trial under way adds is drawn, in milliseconds: the machine belongs to the program that is measured. */
const GROWTH_INTERVAL = 1000;
/** The same for readers who want little motion. */
const CALM_GROWTH_INTERVAL = 5000;
/** How long the outcome of a command stands on the page, in milliseconds. */
const OUTCOME_TIME = 4000;

function calm(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}

/** Holds what the page shows, and draws it at most once a frame. */
class Page {
  readonly #host: Host;
  readonly #scroll: KeptScroll;
  readonly #content = html('div', {});
  /** Read aloud by screen readers when it changes. */
  readonly #announcer = html('div', { class: 'spoken', role: 'status' });
  readonly #outcome = html('div', { class: 'outcome', 'aria-hidden': 'true' });
  #theme: Theme;
  #snapshot: RunSnapshot | undefined;
  #baseline: Run | undefined;
  #isLive = false;
  #result: ResultPage | undefined;
  /** When the trial under way was last heard of, on the page's clock. */
  #toldAt = 0;
  /** The run has ended while the page showed it, and what it came to is still to be said. */
  #hasEnded = false;
  readonly #pace = new Pace(
    () => {
      this.#draw();
    },
    () => (calm() ? CALM_GROWTH_INTERVAL : GROWTH_INTERVAL),
  );
  #outcomeTimer: number | undefined;
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#theme = this.#takeTheme();
    root.append(this.#content, this.#announcer, this.#outcome);
    this.#host = connect((message) => {
      this.#take(message);
    });
    this.#scroll = new KeptScroll(this.#host);
    onThemeChange(() => {
      this.#theme = this.#takeTheme();
      this.#pace.now();
    });
    this.#host.send({ type: 'ready' });
  }

  /** How dim words may be to be read takes reckoning, which style sheets cannot do. */
  #takeTheme(): Theme {
    const theme = readTheme();
    this.#root.style.setProperty('--dim', theme.dim);
    return theme;
  }

  #take(message: ToPage): void {
    switch (message.type) {
      case 'show':
        l10n.config({ contents: { ...message.translations } });
        this.#baseline = message.baseline;
        this.#isLive = message.isLive ?? false;
        this.#turnTo(message.snapshot ?? undefined);
        if (!message.snapshot) {
          const { pending } = message;
          this.#replace(pending ? pendingPage(pending, this.#host) : emptyPage(this.#host));
          if (pending) this.#announce(pending.message);
        }
        return;
      case 'event':
        this.#follow(message.event);
        return;
      case 'problem':
        l10n.config({ contents: { ...message.translations } });
        this.#turnTo(undefined);
        this.#replace(problemPage(message.message, this.#host));
        return;
      case 'outcome':
        this.#announce(message.message);
        this.#tell(message.message);
        return;
    }
  }

  #follow(event: SnapshotEvent): void {
    this.#snapshot = applyEvent(this.#snapshot, event);
    this.#toldAt = performance.now();
    if (event.type === 'phase' || event.type === 'sample') {
      this.#pace.later();
      return;
    }
    if (event.type === 'trial-started' && this.#snapshot) {
      this.#announce(progressText(this.#snapshot));
    }
    this.#hasEnded = event.type === 'run-finished';
    this.#pace.now();
  }

  /** Shows the outcome of a command for a while; it is the latest that counts, so an earlier one's end must not take it away. */
  #tell(outcome: string): void {
    clearTimeout(this.#outcomeTimer);
    this.#outcome.textContent = outcome;
    this.#outcomeTimer = window.setTimeout(() => {
      this.#outcome.textContent = '';
    }, OUTCOME_TIME);
  }

  #turnTo(snapshot: RunSnapshot | undefined): void {
    const { state } = this.#host;
    this.#snapshot = snapshot;
    this.#toldAt = performance.now();
    const runId = snapshot?.run.id;
    if (runId !== state.runId || this.#baseline?.id !== state.baselineId) {
      this.#host.remember({
        runId,
        baselineId: this.#baseline?.id,
        ...(runId !== state.runId && { block: undefined, scroll: 0 }),
      });
    }
    if (snapshot) {
      this.#draw();
    }
  }

  #replace(element: HTMLElement): void {
    this.#result?.dispose();
    this.#result = undefined;
    this.#content.replaceChildren(element);
  }

  #announce(text: string): void {
    this.#announcer.textContent = text;
  }

  #draw(): void {
    const snapshot = this.#snapshot;
    if (!snapshot) {
      return;
    }
    if (!this.#result) {
      const result = new ResultPage(this.#host, () => {
        this.#scroll.restore();
        if (this.#hasEnded) {
          this.#hasEnded = false;
          this.#announce(result.headline);
        }
      });
      this.#replace(result.element);
      this.#result = result;
    }
    this.#result.update({
      snapshot,
      isLive: this.#isLive,
      baseline: this.#baseline,
      theme: this.#theme,
      host: this.#host,
      identities: identitiesOf(snapshot.run.implementations),
      sinceTold: snapshot.current ? (performance.now() - this.#toldAt) / 1000 : 0,
    });
    if (snapshot.current) {
      this.#pace.later();
    }
  }
}

/** Starts the page in its place of the document. */
export function start(root: HTMLElement): void {
  new Page(root);
}
