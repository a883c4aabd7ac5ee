import { defineConfig } from "vitest/config";

/** The tests that apply what groundplan writes with a real Terraform against a local AWS: one file after another. */
export default defineConfig({
  test: {
    include: ["test/deploy/**/*.test.ts"],
    fileParallelism: false,
    // What could not be deployed is said in the tests' names.
    reporters: ["verbose"],
    testTimeout: 15 * 60_000,
    hookTimeout: 5 * 60_000,
    bail: 1,
  },
});
