import { defineConfig } from "vitest/config";

/** What repeats with other values what the systems have takes as long again: it runs when all is asked for. */
const isExhaustive = process.env["GROUNDPLAN_DEPLOY"] === "all";

/** The tests that apply what groundplan writes with a real Terraform against a local AWS: each file has an AWS of its own. */
export default defineConfig({
  test: {
    include: ["test/deploy/*.test.ts", ...(isExhaustive ? ["test/deploy/exhaustive/*.test.ts"] : [])],
    // They wait for AWS more than they compute.
    maxWorkers: 3,
    // What could not be deployed is said in the tests' names.
    reporters: ["verbose"],
    testTimeout: 15 * 60_000,
    hookTimeout: 5 * 60_000,
  },
});
