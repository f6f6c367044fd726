import { receive } from '../../src/protocol/receive.js';
import { PageStateSchema, type PageState, type ToHost } from '../../src/protocol/to-host.js';
import { ToPageSchema, type ToPage } from '../../src/protocol/to-page.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The extension as the page sees it: typed messages, and a state that outlives the page. */
export interface Host {
  send(message: ToHost): void;
  readonly state: PageState;
  remember(change: Partial<PageState>): void;
}

/** Connects to the extension. What it does not understand it names on the console and leaves. */
export function connect(onMessage: (message: ToPage) => void): Host {
  const api = acquireVsCodeApi();
  const kept = receive(PageStateSchema, api.getState() ?? {});
  let state: PageState = kept.ok ? kept.message : {};
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const received = receive(ToPageSchema, event.data);
    if (received.ok) {
      onMessage(received.message);
    } else {
      console.warn(`LangBench: a message was refused: ${received.reason}`);
    }
  });
  return {
    send: (message) => {
      api.postMessage(message);
    },
    get state() {
      return state;
    },
    remember: (change) => {
      state = { ...state, ...change };
      api.setState(state);
    },
  };
}
