import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { createDecoder } from "../../compiler/validate/decode/create-decoder.ts";
import { generateShapes, shapesFile } from "../../compiler/validate/generate/generate-shapes.ts";
import type { CheckedKind, ObjectOf } from "../../compiler/validate/kinds.ts";
import { checkObject } from "../../compiler/validate/rules/check-object.ts";
import { shapes } from "../../generated/kubernetes/shapes.ts";
import { graphOf, type Manifest, manifestsOf } from "./graph-of.ts";
import { mutants } from "./mutants.ts";
import { mutate } from "./mutate.ts";
import { isOfficiallyValid } from "./official.ts";

const root = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const system = manifestsOf(readFileSync(new URL("./system.yaml", import.meta.url), "utf8"));
const decode = createDecoder(shapes, "1.35");

test("the printed shapes are those of the packages as installed", async () => {
  const committed = readFileSync(`${root}/${shapesFile}`, "utf8");
  expect(await generateShapes(root)).toBe(committed);
}, 60_000);

describe("the official validators", () => {
  const broken = Object.entries(mutants).flatMap(([kind, rows]) => {
    const manifest = system.find((candidate) => candidate.kind === kind);
    return rows
      .filter(([field]) => field !== "apiVersion" && field !== "kind")
      .map(([field, value]) => mutate(manifest as Manifest, field, value));
  });

  test("refuse no object that is accepted here", async () => {
    const refused = await Promise.all(broken.map(async (manifest) => !(await isOfficiallyValid(manifest))));
    expect(refused.filter(Boolean).length).toBeGreaterThan(50);
    expect(broken.filter((manifest, index) => refused[index] && isAccepted(manifest))).toEqual([]);
  });

  test("refuse no change of a single value that is accepted here", async () => {
    await fc.assert(
      fc.asyncProperty(changed(), async (manifest) => {
        // They refuse null in some fields, where Kubernetes takes it for no value in all of them.
        fc.pre(!JSON.stringify(manifest).includes("null"));
        if (isAccepted(manifest)) expect(await isOfficiallyValid(manifest)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test("any change of any object is answered by problems, never by an exception", () => {
  fc.assert(
    fc.property(changed(), (manifest) => {
      const others = system.filter(({ kind }) => kind !== manifest.kind);
      for (const problem of checkObjects(graphOf([...others, manifest], { namespaces: ["shop"] })))
        expect(problem.code).toBe("kubernetes-invalid");
    }),
    { numRuns: 500 },
  );
});

/** Whether nothing is wrong with an object seen alone. */
function isAccepted(manifest: Manifest): boolean {
  const faults: string[] = [];
  const report = (field: string): void => void faults.push(field);
  const object = decode(manifest.apiVersion, manifest.kind, manifest, report) as ObjectOf<CheckedKind>;
  if (faults.length === 0) checkObject(manifest.kind as CheckedKind, object, "1.35", report);
  return faults.length === 0;
}

/** An object of the system with one value, anywhere in it, replaced by any JSON or by a value from elsewhere. */
function changed(): fc.Arbitrary<Manifest> {
  const elsewhere = fc.constantFrom(...system.flatMap(valuesIn));
  return fc
    .constantFrom(...system)
    .chain((manifest) =>
      fc.tuple(fc.constant(manifest), fc.constantFrom(...fieldsOf(manifest, "")), fc.oneof(fc.jsonValue(), elsewhere)),
    )
    .map(([manifest, field, value]) => mutate(manifest, field, value));
}

function valuesIn(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(valuesIn)] : [value];
}

function fieldsOf(value: unknown, at: string): string[] {
  if (at === "[apiVersion]" || at === "[kind]") return [];
  if (typeof value !== "object" || value === null) return [at];
  const below = Object.entries(value).flatMap(([key, item]) => fieldsOf(item, `${at}[${key}]`));
  return at === "" ? below : [at, ...below];
}
