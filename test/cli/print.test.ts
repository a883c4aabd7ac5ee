import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { brokenSpec, cleanSpec, filesIn, flawedSpec, folderWith, groundplan } from "./harness.ts";

describe("groundplan init", () => {
  test("writes a first spec that has nothing against it, and says what to do next", async () => {
    const folder = folderWith({});
    const { code, stdout, stderr } = await groundplan(folder, ["init", "my-shop"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("groundplan check");
    const text = readFileSync(join(folder, "spec/my-shop/spec.yaml"), "utf8");
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/groundplan\/generated\/schema\//);
    expect(parse(text)).toMatchObject({ system: "my-shop" });
    const { stdout: report } = await groundplan(folder, ["check", "--fail-on", "info"]);
    expect(report).toContain("findings: 0, 0 waived, 0 not evaluated");
  });

  test("never overwrites a spec", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": "mine" });
    expect((await groundplan(folder, ["init", "shop"])).code).toBe(2);
    expect(filesIn(folder)).toEqual({ "spec/shop/spec.yaml": "mine" });
  });

  test.each(["Shop", "../shop", "a".repeat(25), "shop-"])("refuses the name %s", async (name) => {
    const folder = folderWith({});
    expect((await groundplan(folder, ["init", name])).code).toBe(2);
    expect(filesIn(folder)).toEqual({});
  });
});

describe("groundplan schema", () => {
  test.each(["spec", "pack", "report"])("prints the JSON Schema of a %s", async (of) => {
    const { code, stdout } = await groundplan("/", ["schema", of]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  });
});

describe("groundplan resolve", () => {
  const text = `${cleanSpec}\nenvironments: { prod: { network: { nat: single } } }\n`;
  const folder = folderWith({
    "spec/a/spec.yaml": text,
    "spec/b/spec.yaml": cleanSpec.replace("system: shop", "system: other"),
  });

  test("prints each spec with its defaults as a YAML document", async () => {
    const { code, stdout } = await groundplan(folder, ["resolve"]);
    expect(code).toBe(0);
    const documents = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(documents).toMatchObject([{ network: { nat: "per-zone" } }, { network: { nat: "per-zone" } }]);
  });

  test("prints the environment that is named", async () => {
    const { stdout } = await groundplan(folder, ["resolve", "spec/a", "--env", "prod"]);
    expect(parse(stdout)).toMatchObject({ network: { nat: "single" } });
  });

  test("prints a spec whatever the policies say, and only mistakes on stderr", async () => {
    const mixed = folderWith({ "spec/a/spec.yaml": brokenSpec, "spec/b/spec.yaml": flawedSpec });
    const { code, stdout, stderr } = await groundplan(mixed, ["resolve"]);
    expect(code).toBe(2);
    expect(parse(stdout)).toMatchObject({ system: "shop" });
    expect(stderr).toContain("error[unknown-key]");
    expect(stderr).not.toContain("image-pinned");
  });
});

describe("groundplan graph", () => {
  test("prints services, what they use, and the stacks", async () => {
    const routes = 'routes:\n  public: { listen: { "443": api }, scheme: internal }\n';
    const text = cleanSpec.replace(
      "    metrics-server: {}",
      "    aws-load-balancer-controller: {}\n    metrics-server: {}",
    );
    const folder = folderWith({ "spec/shop/spec.yaml": text + routes });
    const { code, stdout } = await groundplan(folder, ["graph"]);
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot("../golden/diagrams/shop.mmd");
  });

  test("gives every thing an id that Mermaid reads", async () => {
    const folder = folderWith({
      "spec/shop/spec.yaml": `${cleanSpec}userPools: { users: { clients: { web: {} } } }\n`,
    });
    expect((await groundplan(folder, ["graph"])).stdout).toContain('    userpool_users(["users"])');
  });

  test("draws a picture as a file of its own", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
    const { code, stdout } = await groundplan(folder, ["graph", "--format", "svg"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".+<\/svg>\n$/s);
    expect(stdout).toContain("<title>service api, ");
  });

  test("draws one system in a picture", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, "spec/other/spec.yaml": cleanSpec });
    const { code, stdout, stderr } = await groundplan(folder, ["graph", "--format", "svg"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("there are 2 specs, and a picture shows one");
  });
});

describe("groundplan generate", () => {
  const stale = "files not as printed now; run `groundplan generate` and commit them\n";

  test("prints the schemas and every system, and then has nothing to do", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
    expect((await groundplan(folder, ["generate"])).code).toBe(0);
    const files = Object.keys(filesIn(join(folder, "generated")));
    expect(files).toContain("schema/report.schema.json");
    expect(files).toContain("shop/base/resolved.yaml");
    expect(files.some((path) => path.startsWith("shop/base/kubernetes/"))).toBe(true);
    expect((await groundplan(folder, ["generate", "--check"])).code).toBe(0);
    expect((await groundplan(folder, ["generate"])).stderr).toMatch(/: 0 files written/);
  });

  test("names what is stale, on any later day, and writes nothing when it only checks", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
    await groundplan(folder, ["generate", "--today", "2020-01-01"]);
    expect((await groundplan(folder, ["generate", "--check"])).code).toBe(0);
    const changed = folderWith({
      ...filesIn(folder),
      "spec/shop/spec.yaml": cleanSpec.replace("max: 6, cpu", "max: 7, cpu"),
    });
    const before = filesIn(changed);
    const { code, stdout, stderr } = await groundplan(changed, ["generate", "--check"]);
    expect(code).toBe(1);
    expect(stdout).toContain("generated/shop/base/resolved.yaml\n");
    expect(stderr).toContain(stale);
    expect(filesIn(changed)).toEqual(before);
  });

  test("ends with 2 when a spec has a mistake", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": brokenSpec });
    expect((await groundplan(folder, ["generate"])).code).toBe(2);
    expect(Object.keys(filesIn(folder))).toEqual(["spec/shop/spec.yaml"]);
  });
});
