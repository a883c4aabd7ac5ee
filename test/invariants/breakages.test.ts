import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileText } from "../lower/compile-text.ts";
import { type Breakage, breakages } from "./breakages.ts";
import { type Emitted, emit, readEmitted } from "./emitted.ts";
import { invariants, violations } from "./registry.ts";

const spec = readFileSync(new URL("./breakage-spec.yaml", import.meta.url), "utf8");
const sound = await emit(compileText(spec));

describe("what breaks an invariant is caught", () => {
  it("starts from what breaks none", () => {
    expect(violations(sound)).toEqual([]);
  });

  it("breaks each of them", () => {
    const broken = new Set(breakages.map(({ invariant }) => invariant.name));
    expect([...broken].sort()).toEqual(invariants.map(({ name }) => name).sort());
  });

  it.each(breakages.map((breakage) => [breakage.what, breakage] as const))("%s", (_, breakage) => {
    expect(breakage.invariant.check(broken(breakage))).not.toEqual([]);
  });
});

function broken({ file, find, replace = "", graph }: Breakage): Emitted {
  const files = new Map(sound.files);
  if (file && find !== undefined) {
    const [path = "", ...more] = [...files.keys()].filter((key) => file.test(key));
    expect(more, `${file} is more than one file`).toEqual([]);
    const content = files.get(path) ?? "";
    // A function would not see `$1`, and a text must not: `${…}` would be one.
    const edited = typeof find === "string" ? content.replace(find, () => replace) : content.replace(find, replace);
    expect(edited, `${path} does not have ${find}`).not.toBe(content);
    files.set(path, edited);
  }
  return readEmitted(graph?.(sound.graph) ?? sound.graph, sound.model, files);
}
