import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // They need Terraform and an emulated AWS (`npm run test:deploy`), or a browser (`npm run test:browser`).
    exclude: ["test/deploy/**", "test/browser/**"],
    // A program's first import is slow on a busy machine; how fast it is afterwards is for the benchmark.
    testTimeout: 30_000,
    // Nothing may depend on where the tests run.
    env: { TZ: "UTC", NO_COLOR: "", FORCE_COLOR: "" },
  },
});
