export { checkReadiness, type ReadinessOptions } from './check.js';
export { installedInterpreters, type ChosenInterpreters } from './interpreters.js';
export { setUp, type SetUpOptions, type SetUpProgress } from './set-up.js';
