/** Widths in ems of the wider of the usual sans-serif fonts, so that text also fits where a narrower one is used. */
const narrow = /[ijlI.,:;|'!()[\]{}/\\ -]/;
/** The dash, the ellipsis and the arrow by number: the build takes regular expressions as they are, and reads them as ASCII. */
const wide = /[mwMW@%\u2014\u2026\u2192]/;
const middle = /[A-Z0-9&_#~<>=+?$]/;

/** How wide a text is at most, in pixels, at a size in pixels. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += widthOf(character);
  return Math.ceil(ems * size);
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function cutToWidth(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  let ems = widthOf("…");
  const kept = characters.findIndex((character) => {
    ems += widthOf(character);
    return ems * size > width;
  });
  return `${characters.slice(0, kept).join("")}…`;
}

function widthOf(character: string): number {
  if (character > "\u2fff") return 1.1;
  if (narrow.test(character)) return 0.42;
  if (wide.test(character)) return 1;
  return middle.test(character) ? 0.75 : 0.66;
}
