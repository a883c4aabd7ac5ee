import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { version } from "../../compiler/cli/version.ts";
import { mergePacks, type PackFile } from "../../policies/pack/merge-packs.ts";
import { basePack, type Pack, specProfiles } from "../../policies/pack/pack.ts";
import { packSchema, printPackSchema } from "../../policies/pack/pack-schema.ts";
import { parsePack } from "../../policies/pack/parse-pack.ts";
import { printProfilePack } from "../../policies/pack/print-profile-pack.ts";
import { policies } from "../../policies/registry.ts";
import type { SpecFinding } from "../../schema/finding.ts";
import { sourceOf } from "../schema/harness.ts";
import { check } from "./check-case.ts";

const head = "version: 1\nname: acme\nowner: security@example.com\n";

function findingsOf(body: string): string[] {
  return parsePack(sourceOf(head + body)).findings.map(inShort);
}

const inShort = ({ code, range, message, help }: SpecFinding): string =>
  `${range.line}:${range.column} ${code}: ${message} (${help})`;

function packOf(body: string, name = "acme"): PackFile {
  const source = sourceOf(head.replace("acme", name) + body);
  const { pack, findings } = parsePack(source);
  if (!pack) throw new Error(findings.map(inShort).join("\n"));
  return { pack, source };
}

describe("a pack", () => {
  test("sets severity, parameters and waiver days", () => {
    const { pack } = packOf(`policies:
  image-pinned: { severity: critical, maxWaiverDays: 14, waivable: true, parameters: { movingTags: [latest, main] } }
`);
    expect(pack).toEqual({
      name: "acme",
      owner: "security@example.com",
      policies: {
        "image-pinned": {
          severity: "critical",
          maxWaiverDays: 14,
          waivable: true,
          parameters: { movingTags: ["latest", "main"] },
        },
      },
    });
  });

  test("may set nothing", () => {
    expect(packOf("").pack.policies).toEqual({});
  });

  test.each([
    [
      "policies: { image-pined: { severity: high } }",
      '4:13 unknown-key: there is no policy "image-pined" (did you mean "image-pinned"?)',
    ],
    [
      "policies: { image-pinned: { serverity: high } }",
      '4:29 unknown-key: "serverity" is not a key of "policies.image-pinned" (did you mean "severity"?)',
    ],
    [
      "policies: { image-pinned: { severity: urgent } }",
      '4:39 wrong-value: "policies.image-pinned.severity" cannot be "urgent" (choose one of "critical", "high", "info", "low", "medium")',
    ],
    [
      "policies: { image-pinned: { parameters: { movingTag: [] } } }",
      '4:43 unknown-key: "movingTag" is not a key of "policies.image-pinned.parameters" (did you mean "movingTags"?)',
    ],
    [
      "policies: { image-pinned: { parameters: { movingTags: latest } } }",
      '4:55 wrong-type: "policies.image-pinned.parameters.movingTags" must be a list, not text (give it a list)',
    ],
    [
      "policies: { net-multi-az: { parameters: { zones: two } } }",
      '4:50 wrong-type: "policies.net-multi-az.parameters.zones" must be a number, not text (give it a number)',
    ],
    [
      "policies: { image-pinned: { maxWaiverDays: 0 } }",
      '4:44 out-of-range: "policies.image-pinned.maxWaiverDays" must be at least 1 (give it at least 1)',
    ],
    [
      "policies: { image-pinned: { enabled: false } }",
      '4:29 unknown-key: "enabled" is not a key of "policies.image-pinned" (did you mean "severity"?)',
    ],
    [
      "policies: { avail-hpa-sound: { waivable: true } }",
      '4:32 unknown-key: "waivable" is not a key of "policies.avail-hpa-sound"',
    ],
    ["policies: []", '4:11 wrong-type: "policies" must be a map, not a list (give it a map)'],
  ])("with a mistake is told where and what to do: %s", (body, expected) => {
    const [first, ...others] = findingsOf(body);
    expect(first?.startsWith(expected.replace(/ \(did you mean "severity".*$/, ""))).toBe(true);
    expect(others).toEqual([]);
  });

  test("with several mistakes is told all of them", () => {
    expect(
      parsePack(sourceOf("version: 2\npolicies: { image-pinned: { severity: 1 } }\n")).findings.map(inShort),
    ).toEqual([
      '1:1 missing-key: "name" is missing in a pack (add it)',
      '1:1 missing-key: "owner" is missing in a pack (add it)',
      '1:10 wrong-value: "version" cannot be 2 (write 1)',
      '2:39 wrong-value: "policies.image-pinned.severity" cannot be 1 (choose one of "critical", "high", "info", "low", "medium")',
    ]);
  });
});

describe("packs together", () => {
  const organisation = packOf(`policies:
  image-pinned: { severity: medium, maxWaiverDays: 60, parameters: { digestInProduction: false } }
  pod-probes: { waivable: false }
`);

  test("are the policies as they come when there are none", () => {
    expect(mergePacks([])).toEqual({ pack: basePack, findings: [] });
  });

  test("may loosen what the product says, in the first one that speaks of it", () => {
    expect(mergePacks([organisation]).findings).toEqual([]);
  });

  test("only tighten what an earlier one says, and replace its parameters one by one", () => {
    const team = packOf(
      "policies: { image-pinned: { severity: critical, maxWaiverDays: 30, parameters: { movingTags: [main] } } }",
      "team",
    );
    const { pack, findings } = mergePacks([organisation, team]);
    expect(findings).toEqual([]);
    expect(pack.name).toBe("acme + team");
    expect(pack.policies["image-pinned"]).toEqual({
      severity: "critical",
      maxWaiverDays: 30,
      parameters: { digestInProduction: false, movingTags: ["main"] },
    });
    expect(pack.policies["pod-probes"]).toEqual({ waivable: false });
  });

  test("never loosen what an earlier one says", () => {
    const team = packOf(
      "policies:\n  image-pinned: { severity: low, maxWaiverDays: 61 }\n  pod-probes: { waivable: true }\n",
      "team",
    );
    expect(mergePacks([organisation, team]).findings.map(inShort)).toEqual([
      '5:29 conflict: "severity: low" loosens "image-pinned", which the pack "acme" sets to medium (a later pack can only tighten: remove this line)',
      '5:49 conflict: "maxWaiverDays: 61" loosens "image-pinned", which the pack "acme" sets to 60 (a later pack can only tighten: remove this line)',
      '6:27 conflict: "waivable: true" loosens "pod-probes", which the pack "acme" sets to false (a later pack can only tighten: remove this line)',
    ]);
  });

  test("never loosen what an earlier one leaves as it comes, of a policy that it speaks of", () => {
    const first = packOf("policies: { edge-https-only: { waivable: false }, image-pinned: { severity: high } }");
    const team = packOf(
      "policies: { edge-https-only: { severity: info }, image-pinned: { maxWaiverDays: 3650 }, pod-probes: { severity: info } }",
      "team",
    );
    expect(mergePacks([first, team]).findings.map(({ message }) => message)).toEqual([
      '"severity: info" loosens "edge-https-only", which the pack "acme" leaves at critical',
      '"maxWaiverDays: 3650" loosens "image-pinned", which the pack "acme" leaves at 180',
    ]);
  });

  test("in the wrong order are told so, and not by every line", () => {
    const all = (severity: string) =>
      packOf(`policies:\n${policies.map(({ id }) => `  ${id}: { severity: ${severity} }\n`).join("")}`);
    const { findings } = mergePacks([all("critical"), all("low")]);
    expect(findings).toHaveLength(11);
    expect(findings.at(-1)).toMatchObject({
      message: `${policies.length - 10} more lines loosen what the pack "acme" says`,
      help: "are the packs in the right order? The most general one comes first",
    });
  });
});

describe("a pack for one groundplan", () => {
  const said = (pin: string) =>
    parsePack(sourceOf(`${head}groundplan: ${pin}\n`), undefined, { version: "0.1.3" }).findings.map(inShort);

  test.each(["0.1.3", "0.1.x", "0.x"])("is taken by the one that it names: %s", (pin) => {
    expect(said(pin)).toEqual([]);
  });

  test.each(["0.1.2", "0.2.x", "1.x", "0.1.30"])("is refused by any other: %s", (pin) => {
    expect(said(pin)).toEqual([
      `4:13 conflict: this is groundplan 0.1.3, and the pack is for ${pin} (use that version, or read what changed in the catalogue and write this one)`,
    ]);
  });

  test.each(["x", "^0.1.0", "0.x.x", "'0.1'"])("names it in one way: %s", (pin) => {
    expect(said(pin)).toEqual([expect.stringMatching(/^4:13 wrong-format: "groundplan" cannot be /)]);
  });
});

describe("a pack with a profile", () => {
  const { pack: prod, source } = packOf("profile: prod\n");

  test("is asked whatever milder profile a spec names", () => {
    const asked = (profile: string) => check({ profile }, { pack: prod }).coverage.map(({ policy }) => policy);
    expect(asked("base")).toEqual(check({ profile: "prod" }).coverage.map(({ policy }) => policy));
    expect(asked("regulated")).toEqual(check({ profile: "regulated" }).coverage.map(({ policy }) => policy));
  });

  test("makes policies that go by the profile as strict as it says", () => {
    const external = { repository: null, external: "public.ecr.aws/docker/library/redis", tag: "7.4" };
    const spec = { profile: "base", services: { worker: { image: external } } };
    expect(check(spec).findings.map(({ policy }) => policy)).not.toContain("image-pinned");
    expect(check(spec, { pack: prod }).findings.map(({ policy }) => policy)).toEqual(["image-pinned"]);
  });

  test("is not made milder by a later pack", () => {
    const later = (profile: string) => mergePacks([{ pack: prod, source }, packOf(`profile: ${profile}\n`, "team")]);
    expect(later("regulated").pack.profile).toBe("regulated");
    expect(later("base").findings.map(inShort)).toEqual([
      '4:10 conflict: "profile: base" is milder than "prod", which the pack "acme" asks for (a later pack can only tighten: remove this line)',
    ]);
  });
});

describe.each(specProfiles)("the pack that ships as %s", (profile) => {
  const text = printProfilePack(profile, version);
  const { pack, findings } = parsePack(sourceOf(text), undefined, { version });

  test("is a pack, and changes nothing for a spec of that profile", () => {
    expect(findings).toEqual([]);
    const spec = { profile, services: { api: { image: { tag: "latest" } } } };
    expect(check(spec, { ...(pack && { pack }) })).toEqual(check(spec));
  });

  test("is the one under generated/", async () => {
    const file = new URL(`../../generated/packs/${profile}.yaml`, import.meta.url);
    await expect(text).toMatchFileSnapshot(file.pathname);
  });
});

describe("a pack in a run", () => {
  const pack = (policies: Pack["policies"]): Pack => ({ name: "acme", owner: "security@example.com", policies });

  test("gives findings its severity", () => {
    const { findings } = check(
      { services: { api: { image: { tag: "latest" } } } },
      { pack: pack({ "image-pinned": { severity: "critical" } }) },
    );
    expect(findings.map(({ policy, severity }) => `${policy} ${severity}`)).toEqual(["image-pinned critical"]);
  });

  test("gives checks its parameters, and leaves the others as they are", () => {
    const spec = { services: { api: { image: { tag: "main" } }, worker: { image: { tag: "latest" } } } };
    const { findings } = check(spec, { pack: pack({ "image-pinned": { parameters: { movingTags: ["main"] } } }) });
    expect(findings.map(({ key }) => key)).toEqual(["api:main"]);
  });

  test("gives the policies about waivers its severity", () => {
    const waiver = {
      policy: "image-pinned",
      target: "services.api",
      reason: "It was needed once.",
      owner: "me@example.com",
      expires: "2026-12-31",
    };
    const { findings } = check({ waivers: [waiver] }, { pack: pack({ "waiver-unused": { severity: "high" } }) });
    expect(findings.map(({ policy, severity }) => `${policy} ${severity}`)).toEqual(["waiver-unused high"]);
  });
});

test("the generated JSON Schema of packs is the one that packs are checked by", async () => {
  const file = new URL("../../generated/schema/policy-pack.schema.json", import.meta.url);
  await expect(printPackSchema()).toMatchFileSnapshot(file.pathname);
});

test("the JSON Schema of packs is one", () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  expect(ajv.validateSchema(packSchema())).toBe(true);
  expect(() => ajv.compile(packSchema())).not.toThrow();
});
