import { visibleText } from "./visible-text.ts";

/** Text for XML and HTML. XML 1.0 knows no control characters, not even escaped: they are written as they look. */
export function escapeXml(text: string): string {
  return visibleText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
