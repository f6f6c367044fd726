/**
 * Runs as LangBench saves them, made up for tests and pictures. No program was run: every figure here is INVENTED, in the
 * proportions that real ones have.
 */
export { eventsOf } from './events.js';
export * from './runs.js';
