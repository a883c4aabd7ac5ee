import { describe, expect, test } from "vitest";
import { checkPolicies } from "../../policies/check-policies.ts";
import type { PolicyFinding } from "../../policies/check-report.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { folderWith, groundplan } from "../cli/harness.ts";
import { compile } from "../compiler/compile.ts";
import { check, today } from "./check-case.ts";
import { specText } from "./fixture.ts";
import { systemText } from "./mutations/mutation.ts";
import { patchGraph } from "./patch-graph.ts";

// What other tools got wrong, where no fixture or mutation asks it already.

describe("a careless container", () => {
  const { model, graph } = compile(systemText);
  const careless = { image: "nginx", securityContext: { privileged: true } };
  const judges = [
    "image-pinned",
    "pod-drop-capabilities",
    "pod-memory-limit",
    "pod-no-privilege-escalation",
    "pod-no-privileged",
    "pod-readonly-rootfs",
    "pod-requests",
  ];
  const pods = {
    "a Deployment": ["Deployment.plaza.api", "spec.template.spec"],
    "a StatefulSet of a service": ["StatefulSet.plaza.search", "spec.template.spec"],
    "a StatefulSet of a store": ["StatefulSet.plaza.carts", "spec.template.spec"],
    "a CronJob": ["CronJob.plaza.reports", "spec.jobTemplate.spec.template.spec"],
    "a Job of migrations": ["Job.plaza.api-migrate", "spec.template.spec"],
    "a Job on demand": ["Job.plaza.thumbnails", "spec.template.spec"],
  } as const;
  const places = {
    "the only container": ["containers", careless],
    "an init container": ["initContainers", careless],
    "a sidecar": ["initContainers", { ...careless, restartPolicy: "Always" }],
  } as const;

  test.each(
    Object.entries(pods).flatMap(([pod, where]) =>
      Object.entries(places).map(([place, what]) => ({ pod, where, place, what })),
    ),
  )("is found as $place of $pod", ({ where: [node, spec], what: [list, container] }) => {
    const set = { [`${spec}.${list}`]: [{ ...container, name: "trap" }] };
    const changed = patchGraph(graph, [{ nodes: `workloads/${node}`, set }]);
    expect(judgesOf(checkPolicies({ model, graph: changed, today }).findings)).toEqual(expect.arrayContaining(judges));
  });

  test.each(Object.entries(pods))("is found as the second of %s", (_, [node, spec]) => {
    const set = { [`${spec}.containers[1]`]: { ...careless, name: "trap" } };
    const changed = patchGraph(graph, [{ nodes: `workloads/${node}`, set }]);
    expect(judgesOf(checkPolicies({ model, graph: changed, today }).findings)).toEqual(expect.arrayContaining(judges));
  });

  /** The policies that find something about the container itself. */
  function judgesOf(findings: readonly PolicyFinding[]): readonly string[] {
    const own = findings.filter(({ key }) => key.includes(":trap") || key === careless.image);
    return [...new Set(own.map(({ policy }) => policy))].sort();
  }
});

test("no override makes a DaemonSet of a Deployment, which policies would not look at", () => {
  const overrides = { "workloads/Deployment.shop.api": { kind: "DaemonSet" } };
  expect(() => check({ overrides })).toThrow('"kind"');
});

test("a waiver of one service says nothing of the same finding on another", () => {
  const image = { repository: "shared", tag: "latest" };
  const services = { api: { image }, worker: { image } };
  const waivers = [
    {
      policy: "image-pinned",
      target: "services.api",
      reason: "Built by hand until the pipeline is there.",
      owner: "platform@example.com",
      expires: "2026-12-31",
    },
  ];
  const pinned = check({ services, waivers }).findings.filter(({ policy }) => policy === "image-pinned");
  expect(pinned.map(({ target, key, status }) => `${formatSpecPath(target)} ${key} ${status}`)).toEqual([
    "services.api shared:latest waived",
    "services.worker shared:latest open",
  ]);
});

describe("the same finding", () => {
  const moving = { services: { api: { image: { tag: "latest" } } } };

  test("in two environments is two, of which a waiver in one covers one", () => {
    const waiver = `{ policy: image-pinned, target: services.api, reason: Only ever here., owner: a@example.com, expires: 2026-12-31 }`;
    const text = `${specText({ spec: moving })}\nenvironments:\n  dev: { waivers: [${waiver}] }\n  staging: {}\n`;
    const statusIn = (environment: string) =>
      checkPolicies({ ...compile(text, environment), today }).findings.map(({ key, status }) => `${key} ${status}`);
    expect(statusIn("dev")).toEqual(["api:latest waived"]);
    expect(statusIn("staging")).toEqual(["api:latest open"]);
  });

  test("in two systems is two", async () => {
    const shop = specText({ spec: moving });
    const folder = folderWith({
      "spec/shop/spec.yaml": shop,
      "spec/store/spec.yaml": shop.replace("system: shop", "system: store"),
    });
    const { stdout } = await groundplan(folder, ["check", "--format", "json"]);
    const { systems } = JSON.parse(stdout) as { systems: { system: string; findings: PolicyFinding[] }[] };
    expect(systems.map(({ system, findings }) => [system, findings.map(({ key }) => key)])).toEqual([
      ["shop", ["api:latest"]],
      ["store", ["api:latest"]],
    ]);
  });
});

describe("the last day of a waiver", () => {
  test.each([
    ["Pacific/Kiritimati", -14 * 60],
    ["Etc/GMT+12", 12 * 60],
  ])("is a day of UTC in %s, too", (zone, offset) => {
    const { TZ } = process.env;
    process.env["TZ"] = zone;
    try {
      expect(new Date("2026-11-20T12:00:00Z").getTimezoneOffset()).toBe(offset);
      expect(statusUntil("2026-11-20")).toBe("waived");
      expect(statusUntil("2026-11-19")).toBe("open");
    } finally {
      process.env["TZ"] = TZ;
    }
  });

  function statusUntil(expires: string): string | undefined {
    const waiver = { policy: "image-pinned", target: "services.api", reason: "Until the pipeline is there." };
    const spec = { services: { api: { image: { tag: "latest" } } }, waivers: [{ ...waiver, owner: "a@b.c", expires }] };
    return check(spec).findings.find(({ policy }) => policy === "image-pinned")?.status;
  }
});

test("a spec of no length is a mistake that is told, and no pass", async () => {
  const { code, stdout, stderr } = await groundplan(folderWith({ "spec/shop/spec.yaml": "" }), ["check"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toContain("error[yaml-empty]");
});
