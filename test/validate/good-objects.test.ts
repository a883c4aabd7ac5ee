import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manifestsOf, messagesOf } from "./graph-of.ts";

const folder = new URL("./good/", import.meta.url);
const files = readdirSync(folder).sort();
const manifestsIn = (file: string) => manifestsOf(readFileSync(new URL(file, folder), "utf8"));

describe("objects as upstream docs and popular charts write them", () => {
  test.each(files)("%s raises no alarm", (file) => {
    expect(messagesOf(manifestsIn(file))).toEqual([]);
  });

  test("are sixty at least, of every kind that can be checked", () => {
    const all = files.flatMap(manifestsIn);
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(16);
  });
});
