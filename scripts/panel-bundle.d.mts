import type { BuildOptions } from 'esbuild';

export const panelBundle: BuildOptions;
