import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyOverlay } from "../../../schema/resolve/apply-overlay.ts";

const key = fc.constantFrom("a", "b", "c", "d");
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string());

/** Maps as a spec has them: without `null`. */
const { spec } = fc.letrec((tie) => ({
  spec: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar), tie("spec")), { noNullPrototype: true }),
}));
const { overlay } = fc.letrec((tie) => ({
  overlay: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, scalar, fc.constant(null), fc.array(scalar), tie("overlay")), {
    noNullPrototype: true,
  }),
}));

describe("an overlay", () => {
  test("that is empty changes nothing", () => {
    fc.assert(
      fc.property(spec, (base) => {
        expect(applyOverlay(base, {})).toEqual(base);
      }),
    );
  });

  test("does the same twice as once", () => {
    fc.assert(
      fc.property(spec, overlay, (base, over) => {
        const once = applyOverlay(base, over);
        expect(applyOverlay(once, over)).toEqual(once);
      }),
    );
  });

  test("leaves no null behind", () => {
    fc.assert(
      fc.property(spec, overlay, (base, over) => {
        expect(JSON.stringify(applyOverlay(base, over))).not.toMatch(/:null/);
      }),
    );
  });

  test("changes neither of the two", () => {
    fc.assert(
      fc.property(spec, overlay, (base, over) => {
        const before = JSON.stringify([base, over]);
        applyOverlay(base, over);
        expect(JSON.stringify([base, over])).toBe(before);
      }),
    );
  });

  test("that is itself a spec wins wherever it speaks", () => {
    fc.assert(
      fc.property(spec, spec, (base, over) => {
        expect(applyOverlay(base, over)).toMatchObject(over as object);
      }),
    );
  });

  test("removes with null, and replaces lists whole", () => {
    expect(applyOverlay({ a: { b: 1, c: 2 }, d: [1, 2] }, { a: { b: null }, d: [3] })).toEqual({ a: { c: 2 }, d: [3] });
  });
});
