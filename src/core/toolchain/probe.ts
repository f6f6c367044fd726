/** What stands before each fact that a probe prints, so that other output is not taken for one. */
const PROBE_PREFIX = 'LANGBENCH-PROBE\t';

/** What an interpreter told of itself. */
export interface ProbeAnswer {
  /** Absolute path of the interpreter itself, not of a launcher in front of it. */
  readonly executable: string;
  readonly version: string;
  /** Versions of the packages that were asked for and found; a package without a known version has an empty one. */
  readonly packages: Readonly<Record<string, string>>;
  /** False when the interpreter dies of an ordinary exception. */
  readonly survivesExceptions: boolean;
}

/** Reads the facts that a probe program printed, one a line: the prefix, a kind and its values, separated by tabs. */
export function readProbe(output: string): ProbeAnswer | undefined {
  let executable = '';
  let version = '';
  let survivesExceptions = false;
  const packages: Record<string, string> = {};
  for (const line of output.split(/\r?\n/)) {
    if (!line.startsWith(PROBE_PREFIX)) continue;
    const [kind, ...values] = line.slice(PROBE_PREFIX.length).split('\t');
    if (kind === 'executable') executable = values[0] ?? '';
    if (kind === 'version') version = values[0] ?? '';
    if (kind === 'exceptions') survivesExceptions = true;
    if (kind === 'package' && values[0] !== undefined) packages[values[0]] = values[1] ?? '';
  }
  return executable && version ? { executable, version, packages, survivesExceptions } : undefined;
}
