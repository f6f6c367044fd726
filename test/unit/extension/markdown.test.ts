import { expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/extension/lenses/markdown.js';

it('keeps every sign that means something in Markdown, and the blanks that lines break at', () => {
  expect(escapeMarkdown('a_b [x](command:y) <b> 1.90× # `c`')).toBe(
    String.raw`a\_b \[x\]\(command:y\) \<b\> 1.90× \# \`c\``,
  );
});
