/** What a disk says that is full, not ours to write to, or no folder. */
const CANNOT_WRITE = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR'];

/** Whether something could not be written because of the place, and not because of what it is. */
export function isUnwritable(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && CANNOT_WRITE.includes((error as NodeJS.ErrnoException).code ?? '');
}
