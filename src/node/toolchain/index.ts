export { checkReadiness, type ReadinessOptions } from './check.js';
export type { ChosenInterpreters } from './interpreters.js';
export { setUp, type SetUpOptions, type SetUpProgress } from './set-up.js';
