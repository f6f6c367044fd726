/** What opens a block that may run more often, or at other times, than what stands around it. */
const OPENS =
  /^\s*(?:async\s+)?(?:for|while|def|class|function|if|elif|elseif|else|try|except|catch|finally|match|case)\b/;
const LOOP = /^\s*(?:async\s+)?(?:for|while)\b/;

/** Lines that say nothing of their block: blank ones, closing brackets, the rest of a string. */
const NO_STATEMENT = /^\s*$|^\s*[)\]}]|^"/;

/** The loops, branches, functions and classes of a masked program, told by indentation, in Julia too. */
export class BlocksByIndent {
  /** Line by line, the lines that open the blocks around it, from the outermost. A line that opens one is in it. */
  readonly #around: (readonly number[])[] = [];
  readonly #lines: readonly string[];

  constructor(codeLines: readonly string[]) {
    this.#lines = codeLines;
    let open: readonly { readonly line: number; readonly indent: number }[] = [];
    codeLines.forEach((code, line) => {
      if (!NO_STATEMENT.test(code)) {
        const indent = code.search(/\S/);
        open = open.filter((block) => block.indent < indent);
        if (OPENS.test(code)) open = [...open, { line, indent }];
      }
      this.#around.push(open.map((block) => block.line));
    });
  }

  /** Whether the lines run equally often, and one after the other. */
  together(lines: readonly number[]): boolean {
    return new Set(lines.map((line) => this.#around[line]?.join())).size <= 1;
  }

  isLooped(line: number): boolean {
    return this.#around[line]?.some((opening) => LOOP.test(this.#lines[opening] ?? '')) ?? false;
  }
}
