import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { applyEdit } from "../../../schema/edit/apply-edit.ts";
import { type EditedLines, editedLines } from "../../../schema/edit/edited-lines.ts";
import type { SpecEdit } from "../../../schema/edit/spec-edit.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { complete } from "../fixtures.ts";

const set = (path: SpecPath, value: string | number): SpecEdit => ({ kind: "set", path, value });
const remove = (path: SpecPath): SpecEdit => ({ kind: "remove", path });

describe("the lines that an edit changes", () => {
  test.each<readonly [string, string, SpecEdit, EditedLines]>([
    ["one", "a: 1 # one\nb: 2\n", set(["b"], 3), { line: 2, endLine: 2, lines: ["b: 3"] }],
    [
      "those after the one that it adds to",
      "a:\n  b: 1 # one\nc: 2\n",
      set(["a", "d"], 3),
      { line: 2, endLine: 2, lines: ["  b: 1 # one", "  d: 3"] },
    ],
    ["at the end", "a: 1\nb: 2\n", set(["c"], 3), { line: 2, endLine: 2, lines: ["b: 2", "", "c: 3"] }],
    ["with the other line end", "a: 1\r\nb: 2\r\n", set(["a"], 3), { line: 1, endLine: 1, lines: ["a: 3"] }],
    ["none where some go", "a: 1\nb:\n  c: 2\nd: 3\n", remove(["b"]), { line: 2, endLine: 3, lines: [] }],
    ["the last ones", "a: 1\nb: 2", remove(["b"]), { line: 2, endLine: 2, lines: [] }],
  ])("%s", (_, text, edit, lines) => {
    expect(editedLines(text, [edit])).toEqual([lines]);
  });

  test("each for itself, also where they would not fit together", () => {
    const text = "a: { x: 1 }\nb: [1, 2, 3]\n";
    const edits = [set(["a", "x"], 2), set(["a", "x"], 3), remove(["b", 0]), remove(["b", 2]), remove(["b", 1])];
    expect(editedLines(text, edits).map((edited) => edited?.lines[0])).toEqual([
      ...["a: { x: 2 }", "a: { x: 3 }"],
      ...["b: [2, 3]", "b: [1, 2]", "b: [1, 3]"],
    ]);
  });

  test("but not of one that cannot be made, which takes no other with it", () => {
    const text = "a: &a { x: 1 }\nb: *a\nc: 1\nd: 2\n";
    const edits = [set(["a", "x"], 2), set(["c"], 3), set(["c", "e"], 3), set(["d"], 4)];
    expect(editedLines(text, edits).map((edited) => edited?.lines[0])).toEqual([undefined, "c: 3", undefined, "d: 4"]);
    expect(editedLines("a: [1\n", [set(["b"], 1)])).toEqual([undefined]);
  });

  test("are those of the edit alone, whatever other edits are asked with it", () => {
    const fastapi = readFileSync(new URL("../../../spec/fastapi-app/spec.yaml", import.meta.url), "utf8");
    for (const text of [`${complete}# the end\n`, fastapi]) {
      const edit = fc.oneof(
        fc.constantFrom(...placesOf(parse(text))).map((place) => set(place, "changed")),
        fc.constantFrom(...placesOf(parse(text))).map((place) => set([...place, "added"], 1)),
        fc.constantFrom(...placesOf(parse(text))).map((place) => remove(place)),
      );
      fc.assert(
        fc.property(fc.uniqueArray(edit, { minLength: 1, maxLength: 8, selector: JSON.stringify }), (edits) => {
          expect(editedLines(text, edits).map((lines) => lines && withLines(text, lines))).toEqual(
            edits.map((each) => applyEdit(text, each)),
          );
        }),
        { numRuns: 25 },
      );
    }
  });

  test("of hundreds of edits take one look at the text and not one each", { timeout: 10_000 }, () => {
    const services = Array.from(
      { length: 600 },
      (_, index) => `  s${index}:\n    image: { tag: latest }\n    port: 80\n`,
    );
    const edits = services.map((_, index) => set(["services", `s${index}`, "image", "tag"], "1.0.0"));
    const edited = editedLines(`services:\n${services.join("")}`, edits);
    expect(edited.filter((each) => each?.lines[0] === "    image: { tag: 1.0.0 }")).toHaveLength(600);
  });
});

function withLines(text: string, { line, endLine, lines }: EditedLines): string {
  return text
    .split("\n")
    .toSpliced(line - 1, endLine - line + 1, ...lines)
    .join("\n");
}

function placesOf(value: unknown, path: SpecPath = []): SpecPath[] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  const parts: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return parts.flatMap(([part, item]) => (item === null ? [] : [[...path, part], ...placesOf(item, [...path, part])]));
}
