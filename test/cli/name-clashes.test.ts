import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const image = "{ repository: other, tag: 1.0.0 }";

/** The spec with another service, and further text. */
function withService(name: string, more = ""): string {
  return (
    cleanSpec.replace("services:\n", `services:\n  ${name}: { image: ${image}, uses: { jobs: receive } }\n`) + more
  );
}

describe("names that come together", () => {
  test.each([
    ["a service, and the trust of another", withService("api-trust"), "  api-trust:"],
    ["a service, and the role of the cluster", withService("cluster"), "  cluster:"],
    ["a service, and the role of a pool", withService("nodes-workers"), "  nodes-workers:"],
    [
      "a queue, and the dead letters of another",
      cleanSpec.replace("  jobs: {}", "  jobs-dead-letter: {}\n  jobs: {}"),
      "  jobs-dead-letter:",
    ],
    [
      "two repositories, but for their hyphens",
      cleanSpec.replace(
        "services:\n",
        "services:\n  one: { image: { repository: a/b, tag: 1.0.0 } }\n  two: { image: { repository: a-b, tag: 1.0.0 } }\n",
      ),
      "  two:",
    ],
  ])("are a finding: %s", async (_, spec, key) => {
    const folder = folderWith({ "spec/shop/spec.yaml": spec });
    const { code, stdout, stderr } = await groundplan(folder, ["check"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(stdout).toContain("error[conflict]");
    expect(stdout).toContain("would both make");
    const line = spec.split("\n").findIndex((text) => text.startsWith(key)) + 1;
    expect(stdout).toContain(`--> spec/shop/spec.yaml:${line}:`);
  });
});
