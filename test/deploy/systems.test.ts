import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { specOf } from "../compiler/compile.ts";
import { deploySystem } from "./deploy-system.ts";

/** Systems with a file of their own here, which says more of them. */
const apart = ["aldea-eks", "attractor-factory", "fastapi-app"];

const systems = readdirSync("spec", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !apart.includes(entry.name))
  .map(({ name }) => name);

it(`systems without a test of their own: ${systems.join(", ") || "none"}`, () => {
  expect(systems).not.toContain("fastapi-app");
});

for (const name of systems) await deploySystem({ name, text: specOf(name) });
