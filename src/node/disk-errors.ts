/** What a disk says that is full, not ours to write to, or no folder. */
const CANNOT_WRITE = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR'];

/** Whether something could not be written because of the place, and not because of what it is. */
export function isUnwritable(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error)) return false;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // Of a folder that cannot be made with those above it, Node.js says that it is not there, whatever the reason is.
  return CANNOT_WRITE.includes(code) || (code === 'ENOENT' && syscall === 'mkdir');
}
