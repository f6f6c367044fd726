import type { TrainCall } from '../../core/train-calls/index.js';
import type { FileAnnotations } from './annotation.js';
import type { PlacedCall } from './place.js';

export type Role = 'result' | 'unattributed' | 'run' | 'compare' | 'clear';

/** What a lens is to be made of: a call, and what it says of it. */
export interface Told {
  readonly placed: PlacedCall;
  readonly role: Role;
}

/** What stands above the calls of a file. What acts on the whole file stands once above a line, however many calls it has. */
export function rolesOf(calls: readonly PlacedCall[], file: FileAnnotations | undefined): Told[] {
  const lines = new Map<number, PlacedCall[]>();
  for (const placed of calls) {
    const { line } = placed.call.start;
    lines.set(line, [...(lines.get(line) ?? []), placed]);
  }
  return [...lines.values()].flatMap((line) => rolesOfLine(line, file));
}

function rolesOfLine(line: readonly PlacedCall[], file: FileAnnotations | undefined): Told[] {
  const timed = line.findLast(({ annotation }) => annotation !== undefined);
  const last = timed ?? line.at(-1);
  const isKnown = timed !== undefined || line.some(({ call }) => isUntimed(call, file));
  return line.flatMap((placed) => {
    const acts = placed === last;
    const roles: readonly (Role | false)[] =
      placed.annotation === undefined
        ? [isUntimed(placed.call, file) && 'unattributed', acts && 'run', acts && isKnown && 'clear']
        : ['result', acts && 'run', 'compare', acts && 'clear'];
    return roles.filter((role) => role !== false).map((role) => ({ placed, role }));
  });
}

/** A traced call without a time was not run; one in a file that ran as it is may have printed a time that nobody knows for its. */
function isUntimed({ text }: TrainCall, file: FileAnnotations | undefined): boolean {
  return file?.untimed?.includes(text) ?? false;
}
