import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LineAssembler } from '../../core/lines/index.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { cacheDirectory } from '../paths.js';
import { launch } from '../process/index.js';

/** How a tool ended, and what it printed. */
export interface ToolEnd {
  readonly wasStarted: boolean;
  readonly succeeded: boolean;
  readonly timedOut: boolean;
  readonly stdout: string;
  /** Both streams, as they came. */
  readonly output: string;
  /** E.g. `it ended with exit code 1`. */
  readonly end: Sentence;
  /** It was ended by a signal such as SIGSEGV. */
  readonly crashed: boolean;
}

export interface ToolOptions {
  readonly signal: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  readonly onLine?: (line: string) => void;
}

/** Output beyond this is dropped from the front: a tool's reason to fail comes last. */
const KEPT_CHARACTERS = 1024 ** 2;
/** A shell in between tells of a signal by 128 and its number. */
const SIGNAL_EXIT_CODES = [134, 135, 136, 139];

/** Runs a small tool to its end. Throws the signal's reason when cancelled; everything else is told in the result. */
export async function runTool(command: readonly string[], options: ToolOptions): Promise<ToolEnd> {
  const [stdout, output] = [new TextKeeper(), new TextKeeper()];
  const lines = new LineAssembler((line) => options.onLine?.(line));
  const ended = await launch(command, {
    cwd: await emptyFolder(),
    env: { ...process.env, ...options.environment },
    signal: options.signal,
    ...(options.timeoutSeconds !== undefined && { timeoutSeconds: options.timeoutSeconds }),
    onOutput: (stream, chunk) => {
      output.add(chunk);
      if (stream === 'stdout') stdout.add(chunk);
      lines.push(chunk);
      return undefined;
    },
  });
  lines.end();
  options.signal.throwIfAborted();
  const crashed = ended.signal !== null || SIGNAL_EXIT_CODES.includes(ended.exitCode ?? 0);
  return {
    wasStarted: ended.cause !== 'not-started',
    succeeded: ended.cause === 'exited' && ended.exitCode === 0,
    timedOut: ended.cause === 'timed-out',
    stdout: stdout.text,
    output: output.text,
    end: describeEnd(ended, options.timeoutSeconds),
    crashed: crashed && ended.cause === 'exited',
  };
}

/**
 * Where tools run. `python -c` and `python -m` look for modules in the working folder first, and `JULIA_PROJECT=@.` for a
 * project there and above: so it must be nobody else's, as the folder for temporary files is. (Python's own protection,
 * `-I`, would also hide the packages of the user and of `PYTHONPATH`, which a run does see; `-P` needs Python 3.11.)
 */
async function emptyFolder(): Promise<string> {
  const folder = join(cacheDirectory(), 'empty');
  // Where nothing can be cached, the root will do: others cannot write there.
  return mkdir(folder, { recursive: true }).then(
    () => folder,
    () => resolve('/'),
  );
}

/** What a tool printed that tells why it failed: Julia's error, which its stack follows, else the end. */
export function reasonOf({ output }: ToolEnd): string {
  const [error] = `\n${output}`.split('\nERROR: ').slice(1).slice(-1);
  if (error === undefined) return output.trim().split('\n').slice(-5).join('\n');
  const [reason = ''] = error.split('\nStacktrace:');
  return `ERROR: ${reason.trim().split('\n').slice(0, 5).join('\n')}`;
}

function describeEnd(ended: Awaited<ReturnType<typeof launch>>, timeoutSeconds: number | undefined): Sentence {
  switch (ended.cause) {
    case 'not-started':
      return ended.error?.code === 'ENOENT'
        ? sentence('it is not there')
        : sentence('it cannot be started ({0})', ended.error?.code ?? '?');
    case 'timed-out':
      return sentence('it did not end within {0} s', timeoutSeconds ?? '?');
    default:
      return ended.signal === null
        ? sentence('it ended with exit code {0}', ended.exitCode ?? '?')
        : sentence('it died of {0}', ended.signal);
  }
}

class TextKeeper {
  readonly #decoder = new TextDecoder();
  #text = '';

  get text(): string {
    return this.#text;
  }

  add(chunk: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(chunk, { stream: true })).slice(-KEPT_CHARACTERS);
  }
}
