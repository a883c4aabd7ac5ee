import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const pack = (module: string, rest = "") =>
  `version: 1\nname: acme\nowner: security@example.com\nmodules: [${module}]\n${rest}`;

const said = 'title: "Systems are not called shop", severity: "high", rationale: "A reason.", remediation: "Mend it."';

const verdict = `{
  verdict: "not-compliant", target: ["owner"], key: "name", message: \`"\${model.spec.system}" is no name\`,
  expected: parameters.names.join(), actual: "shop"
}`;

const moduleOf = (check: string, rest = said) =>
  `export const rules = [{ id: "acme-name", ${rest}, parameters: { names: ["store"] }, check: ${check} }];\n`;

const working = moduleOf(`({ model, parameters }) => [${verdict}]`);

/** A check whose finding has something more. */
const failing = (more: string) =>
  `({ graph }) => [{ verdict: "not-compliant", target: ["owner"], key: "a", message: "no", expected: "a", actual: "b", ${more} }]`;

async function checkWith(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, ...files });
  return groundplan(folder, ["check", "--pack", "policy/pack.yaml", ...args]);
}

describe("a rule in a module of a pack", () => {
  test("is asked like the built-in ones", async () => {
    const { code, stdout, stderr } = await checkWith({
      "policy/pack.yaml": pack("./rules/name.mjs"),
      "policy/rules/name.mjs": working,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain('high[acme-name]: "shop" is no name');
    expect(stdout).toContain("spec/shop/spec.yaml:5:8");
  });

  test("may be CommonJS", async () => {
    const common = working.replace("export const rules", "exports.rules");
    const files = { "policy/pack.yaml": pack("name.js"), "policy/name.js": common };
    expect((await checkWith(files)).stdout).toContain("high[acme-name]");
  });

  test("may be TypeScript where Node takes it", async () => {
    const files = { "policy/pack.yaml": pack("name.ts"), "policy/name.ts": working };
    const canLoad = Boolean((process.features as { readonly typescript?: unknown }).typescript);
    expect((await checkWith(files)).stdout).toContain(canLoad ? "high[acme-name]" : 'this Node cannot load "name.ts"');
  });

  test("is set by its own pack, which can turn it on as well", async () => {
    const set = (settings: string) => ({
      "policy/pack.yaml": pack("name.mjs", `policies: { acme-name: ${settings} }\n`),
      "policy/name.mjs": moduleOf(`({ model, parameters }) => [${verdict}]`, `profile: "optional", ${said}`),
    });
    expect((await checkWith(set("{ severity: critical }"))).stdout).not.toContain("[acme-name]");
    const { stdout } = await checkWith(set("{ enabled: true, severity: critical }"));
    expect(stdout).toContain("critical[acme-name]");
    const wrong = await checkWith(set("{ enabled: maybe }"));
    expect(wrong.code).toBe(2);
    expect(wrong.stdout).toContain('"policies.acme-name.enabled" must be true or false');
    const unknown = await checkWith({
      ...set("{}"),
      "policy/pack.yaml": pack("name.mjs", "policies: { acme-nam: {} }\n"),
    });
    expect(unknown.stdout).toContain('there is no policy "acme-nam"');
    expect(unknown.stdout).toContain('did you mean "acme-name"?');
  });

  test("is set by a later pack", async () => {
    const later =
      "version: 1\nname: team\nowner: me@example.com\npolicies: { acme-name: { severity: critical, parameters: { names: [a, b] } } }\n";
    const files = { "policy/pack.yaml": pack("name.mjs"), "policy/name.mjs": working, "team.yaml": later };
    const { stdout } = await checkWith(files, ["--pack", "team.yaml"]);
    expect(stdout).toContain("critical[acme-name]");
    expect(stdout).toContain("a,b");
  });
});

describe("a rule about edits in a module", () => {
  const check = `({ model, before }) => {
    const kept = model.spec.owner === before.model.spec.owner;
    return [{ verdict: kept ? "compliant" : "not-compliant", target: ["owner"], key: "owner", message: "another owner",
      expected: before.model.spec.owner, actual: model.spec.owner }];
  }`;
  const files = {
    "policy/pack.yaml": pack("name.mjs"),
    "policy/name.mjs": moduleOf(check, `stage: "change", ${said}`),
    "policy/acme-name.test.yaml": `cases:
  - { name: the same owner, expect: compliant, before: {}, spec: {} }
  - { name: another owner, expect: not-compliant, before: { owner: a@example.com }, spec: { owner: b@example.com }, keys: [owner] }
  - { name: nothing to compare with, expect: not-applicable, spec: { owner: c@example.com } }
`,
  };

  test("is asked where there is a state before, and held against its cases", async () => {
    const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec, ...files });
    expect(await groundplan(folder, ["policies", "test", "policy/pack.yaml"])).toMatchObject({ code: 0 });
    const args = ["check", "--pack", "policy/pack.yaml"];
    expect((await groundplan(folder, args)).code).toBe(0);
    const old = cleanSpec.replace("owner: platform@", "owner: somebody@");
    const edited = folderWith({ "spec/shop/spec.yaml": cleanSpec, "old/spec/shop/spec.yaml": old, ...files });
    const { code, stdout } = await groundplan(edited, [...args, "--against", "./old"]);
    expect(code).toBe(1);
    expect(stdout).toContain("high[acme-name]: another owner");
  });

  test("is told where the state before of a case is wrong", async () => {
    const wrong = files["policy/acme-name.test.yaml"].replace("before: {}", "before: { owner: null }");
    const { stdout } = await groundplan(folderWith({ ...files, "policy/acme-name.test.yaml": wrong }), [
      "policies",
      "test",
      "policy/pack.yaml",
    ]);
    expect(stdout).toContain('the spec before is wrong: "owner" is missing');
  });
});

describe("a module that is of no use", () => {
  test.each([
    ["throws", 'throw new Error("boom\\nat line 3");', '"name.mjs" cannot be loaded: boom'],
    ["throws no error", "throw Object.create(null);", '"name.mjs" cannot be loaded: no error but an object was thrown'],
    ["awaits at its top", "await 1; export const rules = [];", "await nothing at the top of a module"],
    ["is not JavaScript", "export const = 1", '"name.mjs" cannot be loaded: '],
    ["exports nothing", "", "the module exports no rules"],
    ["exports no list", "export const rules = {};", "the module exports no rules"],
    [
      "throws when it is read",
      'export const rules = [{ get id() { throw new Error("boom"); } }];',
      "cannot be read: boom",
    ],
    ["exports a proxy", "export const rules = new Proxy([], { get() { throw 1; } });", "cannot be read: 1"],
    ["exports no rule", "export const rules = [1];", "must be a map, not a number"],
    [
      "leaves out the title",
      moduleOf("() => []", said.replace(/^title: "[^"]*", /, "")),
      '"title" is missing in rules[0] of the module',
    ],
    ["has no such severity", moduleOf("() => []", said.replace('"high"', '"urgent"')), '"severity" cannot be "urgent"'],
    ["has a key too many", moduleOf("() => []", `${said}, kind: "x"`), '"kind" is not a key of a rule'],
    ["checks nothing", moduleOf("1"), '"acme-name" has no function "check"'],
    ["has a built-in id", working.replace("acme-name", "image-pinned"), 'there is a policy "image-pinned" already'],
    ["has one id twice", `${working} rules.push(rules[0]);`, 'there is a policy "acme-name" already'],
    [
      "has odd parameters",
      working.replace('["store"]', "new Map()").replace("{ names: ", "[").replace("Map() }", "Map()]"),
      '"parameters" of "acme-name"',
    ],
  ])("is a mistake of the pack when it %s", async (_what, text, expected) => {
    const { code, stdout, stderr } = await checkWith({ "policy/pack.yaml": pack("name.mjs"), "policy/name.mjs": text });
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(stdout).toContain(expected);
    expect(stdout).toContain("policy/pack.yaml:4:11");
    expect(stdout).not.toContain("    at ");
  });

  test.each([
    ["../name.mjs", "leads out of the pack's folder"],
    ["/etc/name.mjs", "leads out of the pack's folder"],
    ["rules/../../name.mjs", "leads out of the pack's folder"],
    ["name.json", '"name.json" is no module'],
    ["node:fs", '"node:fs" is no module'],
    ["other.mjs", 'there is no file "other.mjs"'],
  ])("is a mistake of the pack when it is %s", async (name, expected) => {
    const { code, stdout } = await checkWith({ "policy/pack.yaml": pack(name), "name.mjs": working });
    expect(code).toBe(2);
    expect(stdout).toContain(expected);
  });

  test("is not loaded through a link that leads out of the pack's folder", async () => {
    const folder = folderWith({
      "spec/shop/spec.yaml": cleanSpec,
      "policy/pack.yaml": pack("name.mjs"),
      "name.mjs": working,
    });
    symlinkSync(join(folder, "name.mjs"), join(folder, "policy/name.mjs"));
    const { code, stdout } = await groundplan(folder, ["check", "--pack", "policy/pack.yaml"]);
    expect(code).toBe(2);
    expect(stdout).toContain("leads out of the pack's folder");
  });

  test.each([
    ["throws", '() => { throw new Error("boom"); }', 'the rule "acme-name" threw: boom'],
    ["gives nothing", "() => undefined", 'the rule "acme-name" gives something else than a list of verdicts'],
    ["gives a promise", "async () => []", "gives something else"],
    ["gives no verdicts", "() => [{ verdict: 'wrong', target: [] }]", "gives something else"],
    ["gives half of one", "() => [{ verdict: 'not-compliant', target: [] }]", 'a verdict whose "key" is not text'],
    ["gives a hole", "() => [,]", "gives something else"],
    ["gives what is no verdict of ours", "() => [{ verdict: 'toString', target: [] }]", "gives something else"],
    ["gives a resource itself", failing("resource: graph.nodes[0]"), 'a verdict whose "resource" is not text'],
    ["gives a number for a resource", failing("resource: 17"), 'a verdict whose "resource" is not text'],
    ["gives a fix that no spec can say", failing("fix: { a: 1n }"), 'a verdict whose "fix" is not plain data'],
    ["gives a fix that holds itself", failing("fix: graph"), 'a verdict whose "fix" is not plain data'],
    ["gives text for a path", failing('fix: 1, fixAt: "x"'), 'a verdict whose "fixAt" is not a list of keys'],
    ["gives a hole in a path", failing("path: [,]"), 'a verdict whose "path" is not a list of keys'],
    ["gives what throws when it is read", failing("get resource() { throw 1 }"), 'the rule "acme-name" threw: 1'],
    ["gives a proxy that throws", "() => new Proxy([], { get() { throw new Error('boom'); } })", "threw: boom"],
  ])("is told in a line when its check %s", async (_what, check, expected) => {
    const files = { "policy/pack.yaml": pack("name.mjs"), "policy/name.mjs": moduleOf(check) };
    const { code, stdout, stderr } = await checkWith(files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(expected);
    expect(stderr.split("\n")).toHaveLength(3);
  });
});
