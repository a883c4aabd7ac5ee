import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // They need Terraform and an emulated AWS: `npm run test:deploy`.
    exclude: ["test/deploy/**"],
    // Nothing may depend on where the tests run.
    env: { TZ: "UTC", NO_COLOR: "", FORCE_COLOR: "" },
  },
});
