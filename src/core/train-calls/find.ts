import type { Guard } from '../guard.js';
import type { Language } from '../model/experiment.js';
import { callText } from './call-text.js';
import { calleeStart, closeOf, pipedStart, unfinishedEnd } from './extent.js';
import { JuliaStatements } from './julia-blocks.js';
import { Lines } from './lines.js';
import { maskJulia } from './mask-julia.js';
import { maskPython } from './mask-python.js';
import { compilePatterns, DEFAULT_PATTERNS, type TrainCallPattern } from './patterns.js';
import type { TrainCall } from './types.js';

/** More than a file is ever read for; it bounds the work on text that is no program. */
const MAX_CALLS = 1000;

/** What a person calls a train call. */
export interface OwnPatterns {
  /** As {@link DEFAULT_PATTERNS} describes them, which may be among them; those that are no regular expression find nothing. */
  readonly patterns: readonly string[];
  readonly guard: Guard;
  /** Told of a pattern that did not come to the text's end, and so finds nothing in it. */
  readonly onLeftOut: (pattern: string) => void;
}

/** Offsets of a call that was found. */
interface Found {
  readonly kind: TrainCall['kind'];
  readonly start: number;
  /** Where what is called starts: after `start` when something is piped into it. */
  readonly calleeStart: number;
  readonly nameEnd: number;
  readonly end: number;
}

/** The text with its comments blank and its strings turned to `"`, every character in its place. */
export const mask = (source: string, language: Language): string =>
  language === 'python' ? maskPython(source) : maskJulia(source);

/**
 * Finds the train calls of a program's text, in their order. It reads text, not meaning, so it takes code that is just
 * being typed; it never throws.
 */
export function findTrainCalls(source: string, language: Language, own?: OwnPatterns): TrainCall[] {
  const code = mask(source, language);
  const defaults = DEFAULT_PATTERNS[language];
  const nameEnds = new Set<number>();
  for (const pattern of compilePatterns(own?.patterns ?? defaults)) {
    const isOwn = own && !defaults.includes(pattern.written);
    for (const end of isOwn ? guardedNameEnds(code, pattern, own) : nameEndsBy(code, pattern)) nameEnds.add(end);
  }
  if (nameEnds.size === 0) return [];
  const lines = new Lines(source);
  const inOrder = [...nameEnds].sort((a, b) => a - b).slice(0, MAX_CALLS);
  return callsAt(code, inOrder, lines, language).map((call, ordinal) => ({
    kind: call.kind,
    callee: calleeText(source, code, call),
    text: callText(source, code, call.start, call.end),
    start: lines.position(call.start),
    end: lines.position(call.end),
    nameEnd: lines.position(call.nameEnd),
    ordinal,
  }));
}

/** Where the names that a pattern finds end. */
function nameEndsBy(code: string, { regex }: TrainCallPattern): number[] {
  const ends: number[] = [];
  for (const match of code.matchAll(regex)) {
    ends.push(match.index + match[0].replace(/\.?\($/, '').trimEnd().length);
  }
  return ends;
}

function guardedNameEnds(code: string, pattern: TrainCallPattern, { guard, onLeftOut }: OwnPatterns): number[] {
  let ends: number[] = [];
  const finished = guard.finishes(() => {
    ends = nameEndsBy(code, pattern);
  });
  if (!finished) onLeftOut(pattern.written);
  return ends;
}

/** The calls among names, in their order. What a timed statement covers on its own first line is left out: its time is that. */
function callsAt(code: string, nameEnds: readonly number[], lines: Lines, language: Language): Found[] {
  const statements = new JuliaStatements(code);
  const calls: Found[] = [];
  for (const nameEnd of [...nameEnds].reverse()) {
    const call = callAt(code, nameEnd, language, statements);
    if (call !== undefined) calls.push(call);
  }
  calls.reverse();
  let timed: Found | undefined;
  return calls.filter((call) => {
    const isCovered =
      timed !== undefined &&
      call.nameEnd <= timed.end &&
      lines.position(timed.start).line === lines.position(call.nameEnd).line;
    if (!isCovered && call.kind === 'timed') timed = call;
    return !isCovered;
  });
}

/** On the name's own line, or on the next where the line is joined to it. */
const OPENING = /[ \t]*(?:\\\r?\n[ \t]*)?\(/y;
const OPENING_JULIA = /\.?\(/y;
const NAME_GOES_ON = /[\w!\u0080-\uFFFF]/;
const MACRO = /(?<=^|[^\w!\u0080-\uFFFF.])(?:[\w\u0080-\uFFFF]+\.)*@[\w!\u0080-\uFFFF.]+$/;
/** A macro with something to time; without, its name stands in an import or export. */
const OPERAND = /[ \t]*(?:\(|[ \t][^\s,;)\]}])/y;
const DEFINITION_BEFORE = /\b(?:def|class|function|macro|struct)$/;
const DECORATOR_BEFORE = /^[ \t]*@[ \t]*$/;
/** What makes a Julia call a short definition: `train!(m) = …`, `train!(m::T)::Int where {T<:Real} = …`. */
const DEFINITION_AFTER = /\s*(?:::[^=<>!\n]{0,200})?(?:\bwhere\b[^=\n]{0,200})?=(?![=>])/y;

/** The call whose name ends at `nameEnd`; `undefined` when what stands there is none. */
function callAt(code: string, nameEnd: number, language: Language, statements: JuliaStatements): Found | undefined {
  if (NAME_GOES_ON.test(code.charAt(nameEnd))) return undefined;
  const line = lineBefore(code, nameEnd);
  const macro = language === 'julia' ? MACRO.exec(line)?.[0] : undefined;
  if (macro !== undefined) {
    OPERAND.lastIndex = nameEnd;
    if (!OPERAND.test(code)) return undefined;
    const start = nameEnd - macro.length;
    return { kind: 'timed', start, calleeStart: start, nameEnd, end: statements.statementEnd(nameEnd) };
  }
  const opening = language === 'julia' ? OPENING_JULIA : OPENING;
  opening.lastIndex = nameEnd;
  const isCalled = opening.test(code);
  if (!isCalled && language === 'python') return undefined;
  const start = calleeStart(code, nameEnd, language);
  const call = { kind: 'call', start, calleeStart: start, nameEnd } as const;
  if (!isCalled) {
    const piped = pipedStart(code, start);
    return piped === undefined ? undefined : { ...call, start: piped, end: nameEnd };
  }
  const close = closeOf(code, opening.lastIndex - 1);
  if (isDefinition(code, start, close, language)) return undefined;
  if (close === undefined) return { ...call, end: unfinishedEnd(code, nameEnd) };
  return { ...call, end: language === 'julia' ? statements.callEnd(close) : close };
}

/** The line up to `at`, as much of it as decides. */
function lineBefore(code: string, at: number): string {
  return code.slice(Math.max(at - 200, code.lastIndexOf('\n', at - 1) + 1), at);
}

function isDefinition(code: string, start: number, close: number | undefined, language: Language): boolean {
  const before = lineBefore(code, start);
  if (DEFINITION_BEFORE.test(before.trimEnd())) return true;
  if (language === 'python') return DECORATOR_BEFORE.test(before);
  DEFINITION_AFTER.lastIndex = close ?? code.length;
  return DEFINITION_AFTER.test(code);
}

const TIMED_CALLEE = /[ \t(]*((?:[\w\u0080-\uFFFF]+\.)*[\w!\u0080-\uFFFF]+)(?=\.?\()/y;

/** `model.fit`; for a timed statement also what it calls: `@time Flux.train!`. */
function calleeText(source: string, code: string, call: Found): string {
  const callee = callText(source, code, call.calleeStart, call.nameEnd);
  if (call.kind === 'call') return callee;
  TIMED_CALLEE.lastIndex = call.nameEnd;
  const operand = TIMED_CALLEE.exec(code)?.[1];
  return operand === undefined ? callee : `${callee} ${operand}`;
}
