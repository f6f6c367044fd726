/** As many characters as a list of terminals or the status bar has room for beside others. */
const MOST_CHARACTERS = 40;
const END_CHARACTERS = 15;

/** A name without its middle if it is long: what it begins with and what it ends with tell it from others. */
export function shortName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= MOST_CHARACTERS) return name;
  const beginning = characters.slice(0, MOST_CHARACTERS - END_CHARACTERS - 1);
  return [...beginning, '…', ...characters.slice(-END_CHARACTERS)].join('');
}
