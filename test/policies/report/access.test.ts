import { describe, expect, test } from "vitest";
import type { AccessMatrix } from "../../../policies/access-matrix/access.ts";
import { accessCsv } from "../../../policies/report/access/access-csv.ts";
import { accessJson } from "../../../policies/report/access/access-json.ts";
import { accessMarkdown, accessSummary } from "../../../policies/report/access/access-markdown.ts";
import { accessPretty } from "../../../policies/report/access/access-pretty.ts";
import type { AccessReport } from "../../../policies/report/access/access-text.ts";
import { painterFor } from "../../../policies/report/ansi-style.ts";

const layout = { paint: painterFor({ color: false }), width: 80 };

/** A matrix of one cell whose every text is this one. */
function saying(text: string): AccessReport {
  const action = { name: text, asked: false };
  const reason = { kind: "uses", path: text, says: text, line: 3 } as const;
  const way = { kind: "aws", state: "closed", reason: text, ports: [text], path: [text] } as const;
  const cell = { source: text, target: text, ways: [{ ...way, actions: [action], because: [reason] }] };
  const matrix: AccessMatrix = { sources: [text], targets: [text], cells: [cell] };
  return { file: text, system: text, environment: text, matrix };
}

describe("the access of a system with hostile names", () => {
  test.each(["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"])("has no formula %j in CSV", (hostile) => {
    const [, row = ""] = accessCsv([saying(hostile)]).split("\r\n");
    expect(row).toMatch(/^"?'[=+\-@]/);
    expect(row).not.toMatch(/(^|,)"?[=+\-@]/);
  });

  test("keeps quotes and line ends of CSV inside their field", () => {
    const lines = accessCsv([saying('a"b,\nc\rd')]).split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^"a""b,\\nc\\rd",/);
  });

  test("prints no character that a terminal acts on", () => {
    const report = saying("\u001b[31m\u009b\u202e");
    for (const text of [
      accessPretty(report, layout),
      accessJson([report], "0"),
      accessMarkdown(report),
      accessCsv([report]),
    ])
      expect(text.replaceAll("\r\n", "\n")).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
  });

  test.each(["| x |", "<img src=x>", "</details><script>", "@team", "[x](http://evil)", "```"])(
    "keeps %j in Markdown text",
    (hostile) => {
      const text = accessMarkdown(saying(hostile));
      // In code it is text already.
      const outside = text.replaceAll(/`+[^`\n]+`+/g, "");
      expect(outside).not.toMatch(/<(img|script)/);
      expect(outside.match(/<\/details>/g)).toHaveLength(1);
      const bars = (markdown: string): readonly number[] =>
        markdown.split("\n").flatMap((line) => (line.startsWith("|") ? [line.split(/(?<!\\)\|/).length] : []));
      expect(bars(text)).toEqual(bars(accessMarkdown(saying("harmless"))));
    },
  );
});

describe("the access of a large system", () => {
  const cell = saying("x").matrix.cells[0];
  const names = Array.from({ length: 400 }, (_, index) => `services.s${index}`);
  const cells = names.flatMap((source) => (cell ? [{ ...cell, source, target: `queues.q${source.slice(10)}` }] : []));
  const report = {
    file: "spec.yaml",
    system: "shop",
    matrix: { sources: names, targets: cells.map(({ target }) => target), cells },
  };

  test("is a list in a terminal, and a count in a report", () => {
    const text = accessPretty(report, layout);
    expect(text).toContain("\nservices.s399\n  queues.q399 x, not declared\n");
    expect(accessSummary(report)).toEqual([
      "\n**Access of shop: 400 ways, 400 not declared.** `groundplan access` shows them.\n",
    ]);
  });
});
