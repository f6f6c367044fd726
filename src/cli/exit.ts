/** What the process ends with. */
export const ExitCode = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const;

/** The command line, or something that it names, is wrong: nothing was begun. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that a user can understand and mend went wrong; the message is all that is told. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
