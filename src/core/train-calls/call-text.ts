const LONGEST = 240;
const WORD = /[\w\u0080-\uFFFF]/;

/**
 * A stretch of masked code without comments, layout, line joins and trailing commas, as a text to compare by. A long one is cut and
 * carries a checksum of the whole.
 */
export function callText(source: string, code: string, start: number, end: number): string {
  const kept: string[] = [];
  let blank = false;
  for (let at = start; at < end; at += 1) {
    const found = code.charAt(at);
    if (found.trim() === '' || (found === '\\' && '\r\n'.includes(code.charAt(at + 1)))) {
      blank = true;
      continue;
    }
    if (blank && WORD.test(kept.at(-1) ?? '') && WORD.test(found)) kept.push(' ');
    if (')]}'.includes(found) && kept.at(-1) === ',') kept.pop();
    kept.push(source.charAt(at));
    blank = false;
  }
  const text = kept.join('');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${checksum(text)}`;
}

/** FNV-1a with 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
