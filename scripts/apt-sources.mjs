// Reads apt's lists of package sources, in both of its formats.

/**
 * The source from which this machine gets a Debian suite, changed to another suite: same mirror, same keys, same options.
 * @param {{ name: string, text: string }[]} files of /etc/apt/sources.list and /etc/apt/sources.list.d
 * @param {string} suite the machine's own suite, e.g. `bookworm`
 * @param {string} other the suite wanted, e.g. `bullseye`
 * @returns {{ extension: 'list' | 'sources', text: string } | undefined}
 */
export function sourceOfSuite(files, suite, other) {
  for (const { name, text } of files) {
    const found = name.endsWith('.sources') ? fromStanzas(text, suite, other) : fromLines(text, suite, other);
    if (found !== undefined) return { extension: name.endsWith('.sources') ? 'sources' : 'list', text: found };
  }
  return undefined;
}

/** `deb [signed-by=…] http://mirror/debian bookworm main contrib` */
function fromLines(text, suite, other) {
  for (const line of text.split('\n')) {
    const [, options = '', uri, found, components] =
      /^\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line) ?? [];
    if (found === suite && components.trim().split(/\s+/).includes('main'))
      return `deb ${options}${uri} ${other} main\n`;
  }
  return undefined;
}

/** Paragraphs of fields; a field goes on in lines that start with a blank, and a `#` line is a comment anywhere. */
function fromStanzas(text, suite, other) {
  const plain = text.replace(/^#.*\n?/gm, '');
  for (const stanza of plain.split(/\n\s*\n/)) {
    const fields = new Map(
      [...stanza.matchAll(/^(\S+):(.*(?:\n[ \t].*)*)/gm)].map(([, key, value]) => [key.toLowerCase(), value.trimEnd()]),
    );
    const words = (key) => (fields.get(key) ?? '').trim().split(/\s+/);
    const isUsed = !['no', 'false'].includes((fields.get('enabled') ?? '').trim().toLowerCase());
    if (!isUsed || !words('types').includes('deb')) continue;
    if (!words('suites').includes(suite) || !words('components').includes('main')) continue;
    const kept = { ...Object.fromEntries(fields), types: ' deb', suites: ` ${other}`, components: ' main' };
    const lines = Object.entries(kept).map(([key, value]) => `${key}:${value}`);
    return `${lines.join('\n')}\n`;
  }
  return undefined;
}
