import { visibleText } from "./visible-text.ts";

/** Breaks what GitHub would make a link or a mention of, and is not seen. */
const zeroWidthSpace = "\u200b";

/**
 * Text from a spec as prose in GitHub-flavoured Markdown, on one line and in any place, a table cell too.
 * Nothing in it can start markup, HTML, a heading, a link, a mention of a person or of an issue.
 */
export function escapeMarkdown(text: string): string {
  // A list or a heading begins at the start only: `0\.0.0.0/0` is shown, and copied, as the address that it is.
  const escaped = oneLine(text).replaceAll(/[\\`*_{}[\]()#|~^$]/g, "\\$&");
  return withoutHtml(escaped.replace(/^[-+=]/, "\\$&").replace(/^\d+(?=\.)/, "$&\\"));
}

/** The same where Markdown is not read, inside an HTML element such as `<summary>`. */
export function escapeHtml(text: string): string {
  return withoutHtml(oneLine(text));
}

/**
 * Text from a spec as code in GitHub-flavoured Markdown, on one line. GitHub links nothing in code, and it can
 * be copied as it is. Code in a table cell is {@link tableCode}.
 */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + padding + line + padding + fence;
}

/** {@link markdownCode} for a table cell, where a bar ends the cell even in code. */
export function tableCode(text: string): string {
  return markdownCode(text).replaceAll("|", "\\|");
}

function withoutHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/@|#|:(?=\/\/)|\bGH(?=-)|\bwww(?=\.)/gi, `$&${zeroWidthSpace}`);
}

function oneLine(text: string): string {
  return visibleText(text.replaceAll(/\s+/g, " ").trim());
}
