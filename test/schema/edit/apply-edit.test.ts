import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { applyEdit } from "../../../schema/edit/apply-edit.ts";
import { type EditValue, editedValue, type SpecEdit } from "../../../schema/edit/spec-edit.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { complete } from "../fixtures.ts";

const set = (path: SpecPath, value: EditValue): SpecEdit => ({ kind: "set", path, value });
const remove = (path: SpecPath): SpecEdit => ({ kind: "remove", path });
const append = (path: SpecPath, value: EditValue): SpecEdit => ({ kind: "append", path, value });

const waiver = { policy: "net-flow-logs", target: "network", reason: "A demo: nothing flows.", expires: "2027-03-31" };

describe("an edit changes its place and nothing else", () => {
  test.each([
    ["a value", "a: 1 # one\nb: 2\n", set(["a"], "x: y"), 'a: "x: y" # one\nb: 2\n'],
    ["a value in brackets", "a: { b: 1, c: [x] } # end\n", set(["a", "b"], true), "a: { b: true, c: [x] } # end\n"],
    ["a new key", "a:\n  b: 1 # one\n# after\nc: 2\n", set(["a", "d"], 3), "a:\n  b: 1 # one\n  d: 3\n# after\nc: 2\n"],
    ["a new key in brackets", "a: { b: 1 }\n", set(["a", "d"], [1, 2]), "a: { b: 1, d: [ 1, 2 ] }\n"],
    ["a key of an empty map", "a: {} # none\n", set(["a", "b"], 1), "a: { b: 1 } # none\n"],
    ["a key of a map with a comment in it", "a: {\n # of a\n }\n", set(["a", "b"], 1), "a: {\n # of a\n b: 1\n }\n"],
    ["a new key in brackets over lines", "a: {\n  b: 1 # b\n}\n", set(["a", "c"], 2), "a: {\n  b: 1, # b\n  c: 2\n}\n"],
    ["a key that is two levels down", "a:\n  b: 1\n", set(["a", "c", "d"], "x"), "a:\n  b: 1\n  c:\n    d: x\n"],
    ["a section of its own", "a: 1\n", set(["network", "nat"], "single"), "a: 1\n\nnetwork:\n  nat: single\n"],
    ["a key without a value", "a: # later\nb: 1\n", set(["a", "c"], 1), "a: # later\n  c: 1\nb: 1\n"],
    ["after a block of text", "a: |\n  one\n  two\n\nb: 1\n", set(["c"], 1), "a: |\n  one\n  two\n\nb: 1\n\nc: 1\n"],
    ["an item of a list", "a:\n  - x # first\n  - y\n", set(["a", 1], "z"), "a:\n  - x # first\n  - z\n"],
    [
      "with the line ends of the file",
      "a: 1\r\nb:\r\n  c: 1\r\n",
      set(["b", "d"], 2),
      "a: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\n",
    ],
    ["without a line end at the end", "a: 1", set(["b"], 2), "a: 1\n\nb: 2"],
  ])("%s", (_, before, edit, after) => {
    expect(applyEdit(before, edit)).toBe(after);
  });
});

describe("an item is added to a list", () => {
  const written =
    '- policy: net-flow-logs\n    target: network\n    reason: "A demo: nothing flows."\n    expires: 2027-03-31';
  test.each([
    ["on lines", "waivers:\n  - policy: x # why\nb: 1\n", `waivers:\n  - policy: x # why\n  ${written}\nb: 1\n`],
    [
      "on lines that are not indented",
      "waivers:\n- policy: x\n",
      `waivers:\n- policy: x\n${written.replaceAll("\n    ", "\n  ")}\n`,
    ],
    ["that is empty", "waivers: [] # none yet\n", `waivers: # none yet\n  ${written}\n`],
    [
      "that is empty but for comments",
      "waivers: [ # none\n  # really\n]\n",
      'waivers: [ # none\n  # really\n  { policy: net-flow-logs, target: network, reason: "A demo: nothing flows.", expires: 2027-03-31 }\n]\n',
    ],
    ["that has no value", "waivers:\nb: 1\n", `waivers:\n  ${written}\nb: 1\n`],
    ["that is not there", "a: 1\n", `a: 1\n\nwaivers:\n  ${written}\n`],
  ])("%s", (_, before, after) => {
    expect(applyEdit(before, append(["waivers"], waiver))).toBe(after);
  });

  test("in brackets", () => {
    expect(applyEdit("a: { logs: [api, audit] }\n", append(["a", "logs"], "scheduler"))).toBe(
      "a: { logs: [api, audit, scheduler] }\n",
    );
    expect(applyEdit("a: { logs: [] }\n", append(["a", "logs"], "api"))).toBe("a: { logs: [ api ] }\n");
  });
});

describe("a list is set", () => {
  const abc = ["a", "b", "c"];
  test.each([
    ["on lines", "l:\n  - a # first\n  # and\n  - b\nm: 1\n", abc, "l:\n  - a # first\n  # and\n  - b\n  - c\nm: 1\n"],
    ["on lines that are not indented", "l:\n- a # first\nm: 1\n", abc, "l:\n- a # first\n- b\n- c\nm: 1\n"],
    ["in brackets", "l: [a, b] # two\n", abc, "l: [a, b, c] # two\n"],
    ["in brackets over lines", "l: [\n  a, # one\n  b # two\n]\n", abc, "l: [\n  a, # one\n  b, # two\n  c\n]\n"],
    ["in brackets that hold a comment", "l: [\n  # none\n]\n", ["a"], "l: [\n  # none\n  a\n]\n"],
    ["to others", "l:\n  - x # gone\n  - b # stays\n", ["b", "c"], "l:\n  - b # stays\n  - c\n"],
    ["to none in common", "l:\n- x\n# between\n- y\n", ["a"], "l:\n# between\n- a\n"],
    ["to nothing", "l: # all\n  - x\n  - y\n", [], "l: [] # all\n"],
  ])("%s: what stays keeps its place and its comments", (_, before, value, after) => {
    expect(applyEdit(before, set(["l"], value))).toBe(after);
  });
});

describe("a key or an item is taken out", () => {
  const list = "waivers:\n  # the first\n  - policy: x # why\n    target: a\n  # the second\n  - policy: y\nb: 1\n";
  test.each([
    ["the first of a list", list, ["waivers", 0], "waivers:\n  # the first\n  # the second\n  - policy: y\nb: 1\n"],
    [
      "the last of a list",
      list,
      ["waivers", 1],
      "waivers:\n  # the first\n  - policy: x # why\n    target: a\n  # the second\nb: 1\n",
    ],
    [
      "the only one",
      "waivers: # none yet\n  - policy: x\n    target: a # b\nb: 1\n",
      ["waivers", 0],
      "waivers: [] # none yet\nb: 1\n",
    ],
    ["a key", "a:\n  b: 1 # one\n  c:\n    d: 2\ne: 3\n", ["a", "b"], "a:\n  c:\n    d: 2\ne: 3\n"],
    ["the only key", "a:\n  b: 1\nc: 2\n", ["a", "b"], "a: {}\nc: 2\n"],
    ["a section", "a: 1\n\nb:\n  c: 2\n\nd: 3\n", ["b"], "a: 1\n\n\nd: 3\n"],
    ["the first in brackets", "a: [x, y, z] # end\n", ["a", 0], "a: [y, z] # end\n"],
    ["another in brackets", "a: { b: 1, c: 2, d: 3 }\n", ["a", "c"], "a: { b: 1, d: 3 }\n"],
    ["the only one in brackets with a comment", "a: [ # none\n  x # y\n]\n", ["a", 0], "a: [ # none\n]\n"],
    ["the last in brackets", "a: [\n  x, # keep\n  y # gone\n]\n", ["a", 1], "a: [\n  x, # keep\n]\n"],
    ["the last on the line of the bracket", "a: [ x, # keep\n y ]\n", ["a", 1], "a: [ x, # keep\n ]\n"],
    [
      "one in brackets over lines",
      "a: {\n  b: 1, # gone\n  # of c\n  c: 2\n}\n",
      ["a", "b"],
      "a: {\n  # of c\n  c: 2\n}\n",
    ],
    ["one of several on a line with a comment", "a: [ x, y, # both\n z ]\n", ["a", 1], "a: [ x, # both\n z ]\n"],
    ["the only one in brackets", "a: [x] # end\n", ["a", 0], "a: [] # end\n"],
    ["at the end of a file without a line end", "a: 1\nb: 2", ["b"], "a: 1"],
    ["with the line ends of the file", "a: 1\r\nb: 2\r\nc: 3\r\n", ["b"], "a: 1\r\nc: 3\r\n"],
  ])("%s", (_, before, path, after) => {
    expect(applyEdit(before, remove(path))).toBe(after);
  });

  test.each([
    ["what is not there", "a: 1\n", ["b"]],
    ["an item that the list does not have", "a: [1]\n", ["a", 3]],
    ["all of it", "a: 1\n", []],
    ["the first key beside the dash of its item", "a:\n  - b: 1\n    c: 2\n", ["a", 0, "b"]],
  ])("but not %s", (_, before, path) => {
    expect(applyEdit(before, remove(path))).toBeUndefined();
  });
});

describe("what cannot be edited safely is left alone", () => {
  test.each([
    ["a part that an alias shares", "a: &a { x: 1 }\nb: *a\n", set(["a", "x"], 2)],
    ["a value below text", "a: text\n", set(["a", "b"], 1)],
    ["an item that the list does not have", "a: [1]\n", set(["a", 3], 1)],
    ["a file with mistakes", "a: [1\n", set(["b"], 1)],
  ])("%s", (_, before, edit) => {
    expect(applyEdit(before, edit)).toBeUndefined();
  });
});

describe("any place of a real spec", () => {
  const text = `${complete}# the end\n`;
  const fastapi = readFileSync(new URL("../../../spec/fastapi-app/spec.yaml", import.meta.url), "utf8");
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(["a", "b: c"]),
    fc.constant({ k: "v #" }),
  );

  test.each([
    ["complete", text],
    ["fastapi-app", fastapi],
  ])("%s", (_, spec) => {
    const places = placesOf(parse(spec));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.option(fc.constant("added")), value, (place, added, written) => {
        const edit = set(added === null ? place : [...place, added], written);
        const edited = applyEdit(spec, edit);
        if (edited === undefined) {
          expect(editedValue(parse(spec), edit)).toBeUndefined();
          return;
        }
        expect(parse(edited)).toEqual(editedValue(parse(spec), edit));
        const comments = (yaml: string) => yaml.match(/(^|\s)# .*$/gm) ?? [];
        if (added !== null) expect(comments(edited)).toEqual(comments(spec));
        if (added !== null) expect(withoutAddition(edited, spec)).toBe(true);
      }),
    );
  });
});

describe("any place of a real spec can be taken out, and all else stays", () => {
  const fastapi = readFileSync(new URL("../../../spec/fastapi-app/spec.yaml", import.meta.url), "utf8");
  test.each([
    ["complete", `${complete}# the end\n`],
    ["fastapi-app", fastapi],
  ])("%s", (_, spec) => {
    const places = placesOf(parse(spec));
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), (place) => {
        const edited = applyEdit(spec, remove(place));
        if (edited === undefined) {
          refused++;
          return;
        }
        expect(parse(edited)).toEqual(editedValue(parse(spec), remove(place)));
        const left = place.slice(0, -1).reduce<unknown>((value, part) => (value as never)[part], parse(edited));
        // One stretch is gone, or `[]` or `{}` stands in its place.
        expect(withoutAddition(spec, edited) || Object.keys(left as object).length === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeLessThan(20);
  });
});

describe("the comments of a list stay with its items", () => {
  const item = fc.record({ above: fc.boolean(), behind: fc.boolean() });
  const layout = fc.constantFrom(
    { open: "l:", indent: "  - ", comma: "", close: "" },
    { open: "l:", indent: "- ", comma: "", close: "" },
    { open: "l: [", indent: "  ", comma: ",", close: "]\n" },
    { open: "l: [ # open", indent: " ", comma: ",", close: "  ] # close\n" },
  );
  const lists = fc.record({ items: fc.array(item, { minLength: 1, maxLength: 5 }), layout, trailing: fc.boolean() });
  const comments = (yaml: string) => yaml.match(/# \w+/g) ?? [];

  test("when one is taken out or added", () => {
    fc.assert(
      fc.property(lists, fc.nat(4), ({ items, layout: { open, indent, comma, close }, trailing }, chosen) => {
        const lines = items.flatMap(({ above, behind }, index) => {
          const isLast = index === items.length - 1 && !trailing;
          return [
            ...(above ? [`  # above${index}`] : []),
            `${indent}x${index}${isLast ? "" : comma}${behind ? ` # behind${index}` : ""}`,
          ];
        });
        const text = `${open}\n${lines.join("\n")}\n${close}m: 1\n`;
        const at = chosen % items.length;
        expect(comments(applyEdit(text, append(["l"], "y")) ?? "")).toEqual(comments(text));
        expect(comments(applyEdit(text, remove(["l", at])) ?? "")).toEqual(
          comments(text).filter((comment) => comment !== `# behind${at}`),
        );
      }),
      { numRuns: 200 },
    );
  });
});

function placesOf(value: unknown, path: SpecPath = []): SpecPath[] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  const parts: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return parts.flatMap(([part, item]) => (item === null ? [] : [[...path, part], ...placesOf(item, [...path, part])]));
}

/** Whether one stretch was added, and everything before and after it stayed. */
function withoutAddition(edited: string, before: string): boolean {
  let start = 0;
  while (start < before.length && edited[start] === before[start]) start++;
  let end = 0;
  while (end < before.length - start && edited[edited.length - 1 - end] === before[before.length - 1 - end]) end++;
  return start + end === before.length;
}
