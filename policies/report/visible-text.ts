const names: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Makes text from a spec safe to print: every character that a terminal acts on instead of showing
 * (control and format characters, among them escape sequences and the bidirectional overrides of
 * https://trojansource.codes, and halves of surrogate pairs) is written as an escape.
 */
export function visibleText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => names[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
