export { parserNames, type ParserName } from './parsers.js';
export { TimingStream, type TimingStreamOptions } from './timing-stream.js';
