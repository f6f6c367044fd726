/** A moment, in the way of the window's language. */
export function formatDate(moment: string): string {
  return new Date(moment).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
