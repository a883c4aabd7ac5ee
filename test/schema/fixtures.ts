import { readFileSync } from "node:fs";
import { brokenForm } from "./broken-specs/broken-form.ts";
import { brokenMeaning } from "./broken-specs/broken-meaning.ts";
import { smallest } from "./harness.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

/** A spec that uses every key of the language. */
export const complete = read("../fixtures/complete.yaml");

/** Whole specs without a mistake. */
export const soundSpecs: readonly (readonly [name: string, yaml: string])[] = [
  ["the smallest", smallest],
  ["the complete one", complete],
  ["fastapi-app", read("../../spec/fastapi-app/spec.yaml")],
];

/** Specs with a mistake, sound as YAML. */
export const mistakenSpecs: readonly (readonly [name: string, yaml: string])[] = [...brokenForm, ...brokenMeaning].map(
  ({ name, find, replace }) => [name, complete.replace(find, () => replace)],
);
