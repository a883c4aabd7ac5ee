import { defineConfig } from "vitest/config";

/** The tests that look for what nobody thought of: as many random specs as a night has time for, others each time. */
export default defineConfig({
  test: {
    include: ["test/invariants/**/*.test.ts"],
    env: {
      TZ: "UTC",
      NO_COLOR: "",
      FORCE_COLOR: "",
      GROUNDPLAN_RANDOM_SPECS: process.env["GROUNDPLAN_RANDOM_SPECS"] ?? "300",
    },
    testTimeout: 60 * 60_000,
  },
});
