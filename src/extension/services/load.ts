import type * as bundle from './bundle.js';

export type Services = typeof bundle;

/** Loads what is heavy; the module system keeps it, so that later calls cost nothing. */
export function loadServices(): Promise<Services> {
  return import('./bundle.js');
}
