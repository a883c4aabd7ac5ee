import { defineConfig } from "vitest/config";

/** The tests that look at the HTML report in a Chromium: it renders, filters, prints, and can be read by everybody. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    // What could not be tried is said in the tests' names.
    reporters: ["verbose"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
