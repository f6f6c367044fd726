import { ExitCode } from './exit.js';

/**
 * Lets whoever reads a stream stop reading, as `head` does: what is written from then on is lost, and nothing else is. Where
 * it cannot be written for another reason, as on a full disk, a run goes on too, but that is told and the end is a failure.
 */
export function outliveReader(stream: NodeJS.WriteStream): void {
  let isLost = false;
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (isLost) return;
    isLost = true;
    if (code === 'EPIPE') return;
    process.stderr.write(`error: What was printed is lost: ${message}\n`);
    process.once('exit', (exitCode) => {
      if (exitCode === ExitCode.done) process.exitCode = ExitCode.failed;
    });
  });
}
