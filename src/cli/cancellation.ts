import { ExitCode } from './exit.js';

/** Signals that ask for an end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets a person cancel: the first Ctrl+C (or TERM, or HUP) aborts the returned signal so that work can end in good order
 * and keep what it has; the second ends this process at once, and with it every process tree that it guards.
 */
export function cancellable(onFirst: () => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.cancelled);
    controller.abort();
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, handle);
    },
  };
}
