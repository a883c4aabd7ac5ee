import type { Message } from "sarif";
import { visibleText } from "./visible-text.ts";

/**
 * A message whose lines hold no character that acts instead of being shown, and in which nothing is read as a link:
 * `[text](target)` is one in plain text too. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, 3.11.6
 */
export function plainMessage(...lines: readonly string[]): Message & { readonly text: string } {
  const text = lines.flatMap((line) => line.split("\n")).map(visibleText);
  return { text: text.join("\n").replaceAll(/\[(?=[^\]]*\]\()/g, "\\[") };
}
