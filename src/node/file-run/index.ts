export { runFile, type FileRun, type FileRunOptions, type FileRunRequest } from './run-file.js';
