import { describe, expect, test } from "vitest";
import { readSource } from "../../../schema/source/read-source.ts";
import { places, sourceOf } from "../harness.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readSource("spec.yaml", bytes(text));
const found = (text: string) => places(read(text).findings);

describe("what is wrong is found at its place", () => {
  test.each([
    ["an empty file", "", ["yaml-empty 1:1-1:1"]],
    ["a file of comments", "# nothing\n", ["yaml-empty 1:1-1:1"]],
    ["a second document", "a: 1\n---\nb: 2\n", ["yaml-several-documents 2:1-2:4"]],
    ["a repeated key, at the second one", "a: 1\nb: 2\na: 3\n", ["yaml-duplicate-key 3:1-3:2"]],
    ["a repeated key in brackets", "a: { b: 1, b: 2 }\n", ["yaml-duplicate-key 1:12-1:13"]],
    ["a key that repeats in another notation", 'a: { 80: x, "80": y }\n', ["yaml-duplicate-key 1:13-1:17"]],
    ["a tab before a key", "a:\n\tb: 1\n", ["yaml-tab 2:1-2:2"]],
    ["a tab after spaces", "a:\n  b: 1\n  \tc: 2\n", ["yaml-tab 3:3-3:4"]],
    ["a tab before a list item", "a:\n\t- x\n", ["yaml-tab 2:1-2:2"]],
    ["a tab inside brackets", "a: {\n\tb: 1}\n", ["yaml-tab 2:1-2:2"]],
    ["an alias without an anchor", "a: *x\n", ["yaml-anchor 1:4-1:6"]],
    ["an alias before its anchor", "a: *x\nb: &x 1\n", ["yaml-anchor 1:4-1:6"]],
    ["an alias inside its own anchor", "a: &x { b: *x }\n", ["yaml-anchor 1:12-1:14"]],
    ["an anchor without a name", "a: & b\n", ["yaml-anchor 1:4-1:5"]],
    ["a merge key", "a: &x { b: 1 }\nc:\n  <<: *x\n", ["yaml-merge-key 3:3-3:5"]],
    ["a tag of one's own", "a: !env HOME\n", ["yaml-tag 1:4-1:8"]],
    ["a tag of YAML 1.1", "a: !!binary aGk=\n", ["yaml-tag 1:4-1:12"]],
    ["a tag of the core schema that does not fit", "a: !!int x\n", ["yaml-tag 1:4-1:9"]],
    ["a tag of an unknown prefix", "a: !e!x 1\n", ["yaml-tag 1:4-1:8"]],
    ["a bracket that is not closed", "a: [1\nb: 2\n", ["yaml-syntax 2:1-2:2"]],
    ["a quote that is not closed", "a: 'x\nb: y", ["yaml-syntax 2:5-2:6"]],
    ["a colon in plain text", "a: b: c\n", ["yaml-syntax 1:4-1:5"]],
    ["a character that YAML reserves", "a: @x\n", ["yaml-syntax 1:4-1:5"]],
    ["a key without a value or colon", "a: 1\nb\n", ["yaml-syntax 2:1-2:2"]],
    ["a list as a key", "? [a]\n: b\n", ["yaml-syntax 1:3-1:4"]],
    ["an empty key", ": x\n", ["bad-name 1:1-1:1"]],
    ["another version of YAML", "%YAML 1.1\n---\na: yes\n", ["yaml-syntax 1:1-1:1"]],
    [
      "a key that every object has",
      "a: { __proto__: 1, constructor: 2 }\n",
      ["bad-name 1:6-1:15", "bad-name 1:20-1:31"],
    ],
  ])("%s", (_, text, expected) => {
    const { source, findings } = read(text);
    expect(places(findings)).toEqual(expected);
    expect(source).toBeUndefined();
    for (const { message, help, file } of findings) {
      expect(message).not.toBe("");
      expect(help).not.toBe("");
      expect(file).toBe("spec.yaml");
    }
  });

  test("bytes that are not UTF-8 are found at the first of them", () => {
    const findings = readSource("spec.yaml", new Uint8Array([...bytes("a: \uFFFD\nb: "), 0xff, 0x0a])).findings;
    expect(places(findings)).toEqual(["yaml-encoding 2:4-2:5"]);
  });

  test("all mistakes are found in one run, in the order of the file", () => {
    expect(found("a: 1\na: 2\nb: !x y\nc: *z\nd: { <<: 1 }\n")).toEqual([
      "yaml-duplicate-key 2:1-2:2",
      "yaml-tag 3:4-3:6",
      "yaml-anchor 4:4-4:6",
      "yaml-merge-key 5:6-5:8",
    ]);
  });

  test("a list item that is out of line is found, whatever else the parser says of it", () => {
    expect(found("a:\n  - x\n - y\n")).toContain("yaml-syntax 3:2-3:3");
  });
});

describe("a hostile file is refused before it costs anything", () => {
  const codes = (text: string) => [...new Set(read(text).findings.map(({ code }) => code))];

  test("a file beyond the size limit is not even decoded", () => {
    expect(places(readSource("spec.yaml", new Uint8Array(4 * 1024 * 1024 + 1)).findings)).toEqual([
      "yaml-size-limit 1:1-1:1",
    ]);
  });

  test.each([
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["maps", "{a: ".repeat(100_000)],
    ["lists", "- ".repeat(100_000)],
    ["keys", "? ".repeat(100_000)],
    ["indentation", Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("%s nested without end", (_, text) => {
    expect(codes(text)).toEqual(["yaml-depth-limit"]);
  });

  test("sixty levels are read, and seventy are not", () => {
    const nested = (depth: number) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
    expect(codes(nested(60))).toEqual([]);
    expect(codes(nested(70))).toEqual(["yaml-depth-limit"]);
  });

  test("aliases of aliases of aliases", () => {
    const laughs = Array.from({ length: 30 }, (_, index) =>
      index === 0
        ? "a0: &a0 [lol]"
        : `a${index}: &a${index} [${Array(9)
            .fill(`*a${index - 1}`)
            .join(", ")}]`,
    );
    expect(codes(laughs.join("\n"))).toEqual(["yaml-alias-limit"]);
  });

  test("aliases that nest", () => {
    const chain = Array.from({ length: 100 }, (_, index) =>
      index === 0 ? "a0: &a0 [x]" : `a${index}: &a${index} [*a${index - 1}]`,
    );
    expect(codes(chain.join("\n"))).toEqual(["yaml-depth-limit"]);
  });

  test("mistakes without end are told a hundred times", () => {
    expect(read('"'.repeat(10_000)).findings).toHaveLength(100);
    expect(read("a: 1\n".repeat(10_000)).findings).toHaveLength(100);
  });

  test("a prototype is never polluted", () => {
    read("a: { __proto__: { polluted: yes }, constructor: { prototype: { polluted: yes } } }\n");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("a sound file becomes plain data", () => {
  test("scalars follow YAML 1.2", () => {
    const text = "a: yes\nb: 010\nc: 2027-03-31\nd: 1_000\ne: ~\nf: true\ng: 0x10\nh: 1.5\n";
    expect(sourceOf(text).value).toEqual({
      a: "yes",
      b: 10,
      c: "2027-03-31",
      d: "1_000",
      e: null,
      f: true,
      g: 16,
      h: 1.5,
    });
  });

  test("keys are text, as written", () => {
    expect(sourceOf("80: a\ntrue: b\n1.10: c\nnull: d\n").value).toEqual({
      "80": "a",
      true: "b",
      "1.10": "c",
      null: "d",
    });
  });

  test("an alias has the value of its anchor", () => {
    expect(sourceOf("a: &x [1, 2]\nb: *x\n").value).toEqual({ a: [1, 2], b: [1, 2] });
  });

  test("tags of the core schema are allowed", () => {
    expect(sourceOf("a: !!str 1\nb: !!map {}\n").value).toEqual({ a: "1", b: {} });
  });

  test("a byte order mark is no part of the text", () => {
    const { source } = readSource("spec.yaml", new Uint8Array([0xef, 0xbb, 0xbf, ...bytes("a: 1\n")]));
    expect(source?.value).toEqual({ a: 1 });
    expect(source?.locateKey(["a"])).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 2 });
  });

  test("lines may end as on Windows", () => {
    const source = sourceOf("a: 1\r\nb: 2\r\n");
    expect(source.value).toEqual({ a: 1, b: 2 });
    expect(source.locate(["b"])).toEqual({ line: 2, column: 4, endLine: 2, endColumn: 5 });
  });
});

describe("a path has a place", () => {
  const source = sourceOf(`a:
  b: one   # a comment
  c:
    - x
    - { d: 1 }

e:
f: &anchor
  g: 1
h: *anchor
`);
  const at = (...path: (string | number)[]) => {
    const { line, column, endLine, endColumn } = source.locate(path);
    return `${line}:${column}-${endLine}:${endColumn}`;
  };
  const keyAt = (...path: (string | number)[]) => {
    const { line, column, endLine, endColumn } = source.locateKey(path);
    return `${line}:${column}-${endLine}:${endColumn}`;
  };

  test("a scalar's is its text, without the comment", () => expect(at("a", "b")).toBe("2:6-2:9"));
  test("a map's goes from its first key to its last value", () => expect(at("a")).toBe("2:3-5:15"));
  test("a list item's is its value", () => expect(at("a", "c", 0)).toBe("4:7-4:8"));
  test("what is not there is at the key of its nearest parent", () =>
    expect(at("a", "c", 1, "x", "y")).toBe("5:9-5:10"));
  test("what is missing from the whole file is at the first key", () => expect(at("z")).toBe("1:1-1:2"));
  test("an empty value is at its key", () => expect(at("e")).toBe("7:1-7:2"));
  test("a key is found", () => expect(keyAt("a", "c")).toBe("3:3-3:4"));
  test("what an alias stands for is at its anchor", () => expect(at("h", "g")).toBe("9:6-9:7"));
  test("an alias itself is where it stands", () => expect(at("h")).toBe("10:4-10:11"));
  test("the source knows what it says", () => {
    expect(source.has(["a", "c", 1, "d"])).toBe(true);
    expect(source.has(["e"])).toBe(true);
    expect(source.has(["h", "g"])).toBe(true);
    expect(source.has(["a", "c", 2])).toBe(false);
    expect(source.has(["z"])).toBe(false);
  });
});
