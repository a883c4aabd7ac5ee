import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { printCatalogue } from "../../policies/catalogue/print-catalogue.ts";
import { policies } from "../../policies/registry.ts";
import { catalogueExamples } from "./catalogue-examples.ts";

const folder = new URL("../../generated/policies/", import.meta.url);
const catalogue = printCatalogue(catalogueExamples());

describe("the generated catalogue", () => {
  test.each([...catalogue])("has %s as it is printed", async (path, text) => {
    await expect(text).toMatchFileSnapshot(new URL(path, folder).pathname);
  });

  test("has no page beside those", () => {
    expect([...catalogue.keys()]).toEqual(expect.arrayContaining(readdirSync(folder)));
  });

  test("leads from its index to every policy", () => {
    for (const { id } of policies) expect(catalogue.get("README.md")).toContain(`[${id}](${id}.md)`);
  });
});
