import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { whyEndless } from '../../core/guard.js';
import { formatQuantity } from '../../core/report/format.js';
import { english, tell } from '../../core/report/translate.js';
import { parserNames, TimingStream, type ParserName } from '../../core/parse/index.js';
import { guard } from '../../node/guard.js';
import { ExitCode, UsageError } from '../exit.js';

export interface ParseOptions {
  readonly dialect?: string;
  readonly pattern?: readonly string[];
}

type OnLeftOut = (pattern: string, line: number) => void;

/** How long the input must pause before a timing that waits for a line to complete it is printed as it is. */
const PAUSE_MILLISECONDS = 100;

/**
 * `langbench parse`: prints each timing found in a file, or in the standard input for `-`, as a line of JSON: `seconds`,
 * `resolutionSeconds`, `source` and `line`, and where the text tells them `label`, `phase`, `epoch` and `fields`. A `.gz` file, such as a
 * saved trial's log, is decompressed.
 */
export async function parse(file: string, options: ParseOptions): Promise<number> {
  const output = new LineOutput(process.stdout);
  let found = 0;
  let leftOut = 0;
  const onLeftOut: OnLeftOut = (pattern, line) => {
    leftOut += 1;
    process.stderr.write(`error: ${complaint(pattern, line)}\n`);
  };
  const timings = timingStream(options, onLeftOut, (timing) => {
    found += 1;
    output.add(JSON.stringify(timing));
  });
  const readsNothing = (): boolean => options.dialect === undefined && leftOut === options.pattern?.length;
  const settling = setTimeout(() => {
    timings.settle();
    void output.flush();
  }, PAUSE_MILLISECONDS);
  try {
    for await (const chunk of input(file)) {
      timings.push(chunk);
      await output.flush();
      if (output.closed) {
        return ExitCode.done;
      }
      if (readsNothing()) {
        return ExitCode.usage;
      }
      settling.refresh();
    }
  } catch (error) {
    // What was readable is not lost.
    timings.end();
    await output.flush();
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(settling);
  }
  timings.end();
  await output.flush();
  if (found === 0 && leftOut === 0) {
    process.stderr.write(`There are no times in ${file === '-' ? 'the standard input' : file}.\n`);
  }
  const { badMarkers, firstBadMarker } = timings;
  if (firstBadMarker) {
    const what = formatQuantity(badMarkers, 'marker line');
    process.stderr.write(`${what} could not be understood; the first: ${tell(firstBadMarker, english)}.\n`);
  }
  return leftOut === 0 ? ExitCode.done : ExitCode.usage;
}

/** Of a pattern that had no end. */
function complaint(pattern: string, line: number): string {
  const where = `on line ${line} after ${guard.seconds} s`;
  return `The pattern "${pattern}" had come to no end ${where}, and is not searched for from there on. ${tell(whyEndless, english)}`;
}

function timingStream(
  { dialect, pattern }: ParseOptions,
  onLeftOut: OnLeftOut,
  onTiming: ConstructorParameters<typeof TimingStream>[0]['onTiming'],
): TimingStream {
  if (dialect !== undefined && !isParserName(dialect)) {
    throw new UsageError(`There is no dialect "${dialect}"; it is one of ${parserNames.join(', ')}.`);
  }
  // A pattern alone is not mixed with what the dialects find.
  const parsers = dialect === undefined ? (pattern ? [] : parserNames) : [dialect];
  try {
    return new TimingStream({ parsers, ...(pattern && { custom: { patterns: pattern, guard, onLeftOut } }), onTiming });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isParserName(name: string): name is ParserName {
  return (parserNames as readonly string[]).includes(name);
}

function input(file: string): AsyncIterable<Uint8Array> {
  if (file === '-') {
    return process.stdin;
  }
  const bytes = createReadStream(file);
  // The reader of the last stream is told of an error in any.
  return file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
}

/** Lines for a stream that may be slow, or may be closed by its reader (`| head -1`). */
class LineOutput {
  closed = false;
  #pending = '';
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    stream.on('error', () => {
      this.closed = true;
    });
  }

  add(line: string): void {
    this.#pending += `${line}\n`;
  }

  /** Writes what was added, and waits while the reader is behind. */
  async flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    if (text !== '' && !this.closed && !this.#stream.write(text)) {
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          this.#stream.off('drain', goOn).off('close', goOn);
          resolve();
        };
        this.#stream.on('drain', goOn).on('close', goOn);
      });
    }
  }
}
