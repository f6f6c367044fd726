export { type CustomOptions } from './custom.js';
export { parserNames, type ParserName } from './parser-names.js';
export { TimingStream, type TimingStreamOptions } from './timing-stream.js';
