/** Lets whoever reads a stream stop reading, as `head` does: what is written from then on is lost, and nothing else is. */
export function outliveReader(stream: NodeJS.WriteStream, onClosed: () => void = () => undefined): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    onClosed();
  });
}
