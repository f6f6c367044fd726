/** The experiment that is meant where none is named. */
export const DEFAULT_EXPERIMENT = 'mnist';
