import { ExitCode } from './exit.js';

/** Signals that ask for an end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/**
 * What arrives so soon after the first is the same request: a terminal signals all of its foreground processes, and npm,
 * npx and `timeout` pass on what they have received as well.
 */
const SAME_REQUEST_MILLISECONDS = 500;

/**
 * Lets a person cancel: the first Ctrl+C (or TERM, HUP, QUIT) aborts the returned signal so that work can end in good order
 * and keep what it has; the second ends this process at once, and with it every process tree that it guards.
 */
export function cancellable(onFirst: () => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  let firstAt = 0;
  let isHungUp = false;
  const handle = (name: NodeJS.Signals): void => {
    isHungUp ||= name === 'SIGHUP';
    const now = performance.now();
    if (controller.signal.aborted) {
      if (now - firstAt > SAME_REQUEST_MILLISECONDS) process.exit(ExitCode.cancelled);
      return;
    }
    firstAt = now;
    controller.abort();
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, handle);
      // Node.js aborts, with a core dump, when it exits and its terminal is gone.
      if (isHungUp) process.kill(process.pid, 'SIGHUP');
    },
  };
}
