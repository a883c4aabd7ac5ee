import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedLines } from "../../../policies/delta/changed-lines.ts";

describe("the lines that an edit touched", () => {
  test.each([
    ["none", "a\nb\n", "a\nb\n", []],
    ["other ends of lines", "a\r\nb\r\n", "a\nb\n", []],
    ["no end of the last line", "a\nb\n", "a\nb", []],
    ["a changed one", "a\nb\nc\n", "a\nx\nc\n", [[2, 2]]],
    ["added ones", "a\nb\n", "a\nx\ny\nb\n", [[2, 3]]],
    ["only removed ones", "a\nb\nc\n", "a\nc\n", []],
    ["a file that is new", "", "a\nb\n", [[1, 2]]],
    ["a file that is empty", "a\n", "", []],
  ] as const)("%s", (_, before, after, expected) => {
    expect(changedLines(before, after).map(({ line, endLine }) => [line, endLine])).toEqual(expected);
  });

  test("leave lines that the old text has in the same order", () => {
    const texts = fc
      .array(fc.constantFrom("a", "b", "c", ""))
      .map((lines) => lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const ranges = changedLines(before, after);
        const isChanged = (line: number) => ranges.some((range) => range.line <= line && line <= range.endLine);
        const kept = after
          .split("\n")
          .slice(0, -1)
          .filter((_, index) => !isChanged(index + 1));
        let at = 0;
        for (const line of before.split("\n")) if (line === kept[at]) at += 1;
        expect(at).toBe(kept.length);
      }),
    );
  });
});
