import type { Language } from '../model/experiment.js';
import { callText } from './call-text.js';
import { calleeStart, closeOf } from './extent.js';
import { juliaCallEnd, juliaStatementEnd } from './julia-blocks.js';
import { Lines } from './lines.js';
import { lineEndFrom } from './mask.js';
import { maskJulia } from './mask-julia.js';
import { maskPython } from './mask-python.js';
import { compilePatterns, DEFAULT_PATTERNS } from './patterns.js';
import type { TrainCall } from './types.js';

/** Offsets of a call that was found. */
interface Found {
  readonly kind: TrainCall['kind'];
  readonly start: number;
  readonly nameEnd: number;
  readonly end: number;
}

/** The text with its comments blank and its strings turned to `"`, every character in its place. */
export const mask = (source: string, language: Language): string =>
  language === 'python' ? maskPython(source) : maskJulia(source);

/**
 * Finds the train calls of a program's text, in their order. It reads text, not meaning, so it takes code that is just
 * being typed; it never throws.
 *
 * @param patterns as {@link DEFAULT_PATTERNS} describes them; those that are no regular expression find nothing
 */
export function findTrainCalls(
  source: string,
  language: Language,
  patterns: readonly string[] = DEFAULT_PATTERNS[language],
): TrainCall[] {
  const code = mask(source, language);
  const found = new Map<number, Found>();
  for (const pattern of compilePatterns(patterns)) {
    for (const match of code.matchAll(pattern)) {
      const nameEnd = match.index + match[0].replace(/\.?\($/, '').trimEnd().length;
      const call = found.has(nameEnd) ? undefined : callAt(code, nameEnd, language);
      if (call !== undefined) found.set(nameEnd, call);
    }
  }
  if (found.size === 0) return [];
  const lines = new Lines(source);
  return withoutRepeats(
    [...found.values()].sort((a, b) => a.nameEnd - b.nameEnd),
    lines,
  ).map((call, ordinal) => ({
    kind: call.kind,
    callee: calleeText(source, code, call),
    text: callText(source, code, call.start, call.end),
    start: lines.position(call.start),
    end: lines.position(call.end),
    nameEnd: lines.position(call.nameEnd),
    ordinal,
  }));
}

const OPENING = /\s*\(/y;
const OPENING_JULIA = /\.?\(/y;
const NAME_GOES_ON = /[\w!\u0080-\uFFFF]/;
const MACRO = /(?<=^|[^\w!\u0080-\uFFFF.])(?:[\w\u0080-\uFFFF]+\.)*@[\w!\u0080-\uFFFF.]+$/;
const DEFINITION_BEFORE = /\b(?:def|class|function|macro|struct)$/;
const DECORATOR_BEFORE = /^[ \t]*@[ \t]*$/;
/** What makes a Julia call a short definition: `train!(m) = …`, `train!(m::T)::Int where {T<:Real} = …`. */
const DEFINITION_AFTER = /\s*(?:::[^=<>!\n]*)?(?:\bwhere\b[^=\n]*)?=(?![=>])/y;

/** The call whose name ends at `nameEnd`; `undefined` when what stands there is none. */
function callAt(code: string, nameEnd: number, language: Language): Found | undefined {
  if (NAME_GOES_ON.test(code.charAt(nameEnd))) return undefined;
  const line = code.slice(code.lastIndexOf('\n', nameEnd - 1) + 1, nameEnd);
  const macro = language === 'julia' ? MACRO.exec(line)?.[0] : undefined;
  if (macro !== undefined) {
    return { kind: 'timed', start: nameEnd - macro.length, nameEnd, end: juliaStatementEnd(code, nameEnd) };
  }
  const opening = language === 'julia' ? OPENING_JULIA : OPENING;
  opening.lastIndex = nameEnd;
  if (!opening.test(code)) return undefined;
  const start = calleeStart(code, nameEnd, language);
  const close = closeOf(code, opening.lastIndex - 1);
  if (isDefinition(code, start, close, language)) return undefined;
  if (close === undefined) return { kind: 'call', start, nameEnd, end: lineEndFrom(code, nameEnd) };
  return { kind: 'call', start, nameEnd, end: language === 'julia' ? juliaCallEnd(code, close) : close };
}

function isDefinition(code: string, start: number, close: number | undefined, language: Language): boolean {
  const before = code.slice(code.lastIndexOf('\n', start - 1) + 1, start);
  if (DEFINITION_BEFORE.test(before.trimEnd())) return true;
  if (language === 'python') return DECORATOR_BEFORE.test(before);
  DEFINITION_AFTER.lastIndex = close ?? code.length;
  return DEFINITION_AFTER.test(code);
}

/** Leaves out calls that a timed statement covers which begins on the same line: its time is theirs. */
function withoutRepeats(calls: readonly Found[], lines: Lines): Found[] {
  let timed: Found | undefined;
  return calls.filter((call) => {
    const covered =
      timed !== undefined &&
      call.end <= timed.end &&
      lines.position(call.start).line === lines.position(timed.start).line;
    if (call.kind === 'timed' && !covered) timed = call;
    return !covered;
  });
}

const TIMED_CALLEE = /[ \t(]*((?:[\w\u0080-\uFFFF]+\.)*[\w!\u0080-\uFFFF]+)(?=\.?\()/y;

/** `model.fit`; for a timed statement also what it calls: `@time Flux.train!`. */
function calleeText(source: string, code: string, call: Found): string {
  const callee = callText(source, code, call.start, call.nameEnd);
  if (call.kind === 'call') return callee;
  TIMED_CALLEE.lastIndex = call.nameEnd;
  const operand = TIMED_CALLEE.exec(code)?.[1];
  return operand === undefined ? callee : `${callee} ${operand}`;
}
