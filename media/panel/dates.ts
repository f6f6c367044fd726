/** Made while the page waits for its data: the first one takes a while. */
const FORMAT = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** A moment, in the way of the window's language; what is none stays as it is. */
export function formatDate(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : FORMAT.format(date);
}
