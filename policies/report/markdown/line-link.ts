import { tableCode } from "../escape-markdown.ts";

/** A line of a file, as a link where the file can be looked at. */
export function lineLink(file: string, line: number, sourceUrl: string | undefined): string {
  const shown = tableCode(`${file}:${line}`);
  const path = file.replace(/^(\.\/)+/, "");
  const isBelow = path !== "" && !/^([\\/]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes("..");
  if (sourceUrl === undefined || !isBelow) return shown;
  const encoded = path.split(/[\\/]/).map(encodePart).join("/");
  return `[${shown}](${sourceUrl}${encoded}#L${line})`;
}

/** Also what JavaScript leaves as it is and Markdown reads as the end of a link. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}
