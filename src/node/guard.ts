import { createContext, Script, type Context } from 'node:vm';
import type { Guard } from '../core/guard.js';

/** Far more than any search needs that does not backtrack, on any machine. */
const ATTEMPT_MILLISECONDS = 500;
/** What else the machine does may have kept a first attempt from its processor. */
const ATTEMPTS = 2;

/** Nothing else ends a search by a regular expression. Called from here, what runs in this context is of the context outside. */
let caller: { readonly script: Script; readonly context: Context } | undefined;

/** Gives work a second. It costs some 0.3 ms to begin, so it is for many searches at once. */
export const guard: Guard = {
  seconds: (ATTEMPTS * ATTEMPT_MILLISECONDS) / 1000,
  finishes: (work) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (finishesAttempt(work)) return true;
    }
    return false;
  },
};

function finishesAttempt(work: () => void): boolean {
  const { script, context } = (caller ??= { script: new Script('work()'), context: createContext() });
  context['work'] = work;
  try {
    script.runInContext(context, { timeout: ATTEMPT_MILLISECONDS });
    return true;
  } catch (error) {
    if (isTimeout(error) || error instanceof RangeError) return false;
    throw error;
  } finally {
    context['work'] = undefined;
  }
}

/** The error may be of the other context, whose `Error` is another one. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
