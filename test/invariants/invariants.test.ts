import { describe, expect, it } from "vitest";
import { compileText } from "../lower/compile-text.ts";
import { type Emitted, emit } from "./emitted.ts";
import { everySpec } from "./every-spec.ts";
import { invariants } from "./registry.ts";

describe.each(everySpec)("$name, environment $environment", ({ text, environment }) => {
  let emitted: Emitted | undefined;

  it.each(invariants)("$name", async ({ check }) => {
    emitted ??= await emit(compileText(text, environment));
    expect(check(emitted)).toEqual([]);
  });
});
