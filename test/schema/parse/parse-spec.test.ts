import { describe, expect, test } from "vitest";
import { complete } from "../fixtures.ts";
import { load, smallest } from "../harness.ts";

const only = (yaml: string) => {
  const { findings } = load(yaml);
  expect(findings.map(({ code }) => code)).toHaveLength(1);
  return findings[0];
};

describe("a mistake is said in words that help", () => {
  test("an unknown key, with the key that was meant", () => {
    expect(only(smallest.replace("nodePools:", "nodepool:"))).toMatchObject({
      code: "unknown-key",
      path: ["cluster", "nodepool"],
      range: { line: 9, column: 3, endLine: 9, endColumn: 11 },
      message: '"nodepool" is not a key of "cluster"',
      help: 'did you mean "nodePools"?',
    });
  });

  test("an unknown key unlike any other, with all there are", () => {
    expect(only(`${smallest}state: { table: locks }\n`)).toMatchObject({
      message: '"table" is not a key of "state"',
      help: 'choose one of "bucket", "kind"',
    });
  });

  test("a missing key, at the key of its parent and with an example", () => {
    expect(only(smallest.replace("{ cidr: 10.0.0.0/16 }", "{}"))).toMatchObject({
      code: "missing-key",
      path: ["regions", "eu-west-1", "cidr"],
      range: { line: 5, column: 3, endLine: 5, endColumn: 12 },
      message: '"cidr" is missing in "regions.eu-west-1"',
      help: "add it, for example \"cidr: '10.0.0.0/16'\". The VPC's address range: /16 to /24.",
    });
  });

  test("a key of the whole spec that is missing, at its first line", () => {
    expect(only(smallest.replace("system: shop\n", ""))).toMatchObject({
      code: "missing-key",
      range: { line: 1, column: 1 },
      message: '"system" is missing in the spec',
    });
  });

  test("a section without content, as an empty line in YAML is", () => {
    expect(only(`${smallest}network:\n`)).toMatchObject({
      code: "wrong-type",
      range: { line: 11, column: 1, endLine: 11, endColumn: 8 },
      message: '"network" is empty, and must be a map',
      help: 'give it a value, for example "{ zones: [a, b] }", or remove the key',
    });
  });

  test("a number that must be text", () => {
    expect(only(`${smallest}account: 111122223333\n`)).toMatchObject({
      code: "wrong-type",
      message: '"account" must be text, but "111122223333" is a whole number',
      help: "put the value in quotes",
    });
  });

  test("a choice that is not there", () => {
    expect(only(`${smallest}network: { nat: mesh }\n`)).toMatchObject({
      code: "wrong-value",
      message: '"network.nat" cannot be "mesh"',
      help: 'choose one of "none", "single", "per-zone" and "custom"',
    });
  });

  test("text of another format, with the format and an example", () => {
    expect(only(smallest.replace("max: 4 }", "max: 4 }, disk: 20GB"))).toMatchObject({
      code: "wrong-format",
      message: '"cluster.nodePools.workers.disk" is "20GB", which is not an amount of bytes',
      help: 'write a whole number and Ki, Mi, Gi or Ti, such as "20Gi"',
    });
  });

  test("a number out of its range", () => {
    expect(only(smallest.replace("max: 4", "max: 4000"))).toMatchObject({
      code: "out-of-range",
      message: '"cluster.nodePools.workers.size.max" is 4000, and must be at most 1000',
      help: "give it at most 1000",
    });
  });

  test("a name that cannot be one, at the name", () => {
    expect(only(smallest.replace("workers:", "Workers:"))).toMatchObject({
      code: "bad-name",
      path: ["cluster", "nodePools", "Workers"],
      range: { line: 10, column: 5, endLine: 10, endColumn: 12 },
      message: '"Workers" is not a name',
    });
  });

  test("a file that is no map at all", () => {
    expect(only("- version: 1\n")).toMatchObject({
      code: "wrong-type",
      message: "a spec must be a map, but it is a list",
    });
    expect(only("groundplan\n")).toMatchObject({ message: 'a spec must be a map, but "groundplan" is text' });
  });
});

test("all mistakes of form are found at once, in the order of the file", () => {
  const broken = complete
    .replace("profile: prod", "profile: production")
    .replace("nat: single", "nat: 3")
    .replace("keep: 10", "keep: ten")
    .replace("    scheme: internet-facing", "    schema: internal")
    .replace("    profile: base", "    profile: [base]");
  expect(load(broken).findings.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
    "wrong-value profile",
    "wrong-value network.nat",
    "wrong-type services.api.image.keep",
    "unknown-key routes.public.schema",
    "wrong-value environments.dev.profile",
  ]);
});
