export { launch } from './launch.js';
export type { LaunchOptions, OutputStream, ProcessEnd } from './launch-types.js';
