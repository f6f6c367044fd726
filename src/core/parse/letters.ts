/**
 * What stands between the brackets of a character class for any letter of the basic plane: ranges, for `\p{L}` makes the engine load its
 * tables of Unicode, at every start of the program.
 */
export const LETTER = String.raw`A-Za-z\u00B5\u00C0-\u1FFF\u2C00-\u2DFF\u3040-\uD7FF`;
