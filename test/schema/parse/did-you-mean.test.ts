import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { didYouMean, editDistance, suggest } from "../../../schema/parse/did-you-mean.ts";

describe("the distance between two words", () => {
  test.each([
    ["zones", "zones", 0],
    ["zone", "zones", 1],
    ["zonse", "zones", 1],
    ["nodepools", "nodePools", 1],
    ["", "abc", 3],
  ])("%s and %s", (left, right, distance) => expect(editDistance(left, right)).toBe(distance));

  test("it is the same both ways, and never more than the longer word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, right)).toBeLessThanOrEqual(Math.max(left.length, right.length));
      }),
    );
  });
});

describe("a suggestion", () => {
  test("is the nearest word, whatever its capitals", () => {
    expect(didYouMean("nodepool", ["nodePools", "nodePool", "network"])).toBe("nodePool");
  });
  test("is nothing when no word is near", () => expect(didYouMean("redis", ["postgres", "orders"])).toBeUndefined());
  test("does not depend on the order of the words", () => {
    expect(didYouMean("ab", ["aa", "bb"])).toBe(didYouMean("ab", ["bb", "aa"]));
  });
  test("falls back to all words, then to other help", () => {
    expect(suggest("x", ["one", "another"], "add it")).toBe('choose one of "another", "one"');
    expect(suggest("x", [], "add it")).toBe("add it");
  });
});
