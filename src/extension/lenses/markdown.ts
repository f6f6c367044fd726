/** Text that Markdown shows as it is. The editor's own `appendText` makes every blank one that no line breaks at. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-!|~&]/g, String.raw`\$&`);
}
