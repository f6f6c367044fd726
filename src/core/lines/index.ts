export { LineAssembler, type LineAssemblerOptions, type LineScanner } from './line-assembler.js';
export { MarkerFilter } from './marker-filter.js';
export { MAX_LINE_CELLS } from './screen-line.js';
export { Utf8Input } from './utf8-input.js';
