import { describe, expect, test } from "vitest";
import { policies } from "../../policies/registry.ts";
import { brokenSpec, cleanSpec, filesIn, flawedSpec, folderWith, groundplan } from "./harness.ts";

const folder = folderWith({ "spec/shop/spec.yaml": flawedSpec });
const explain = (subject: string, ...flags: readonly string[]) => groundplan(folder, ["explain", subject, ...flags]);

describe("groundplan explain", () => {
  test.each(policies.map(({ id }) => id))("says why %s exists, and what to do", async (id) => {
    const { code, stdout } = await groundplan("/", ["explain", id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^${id}: .+\\n[a-z]+, profile [a-z]+\\n\\nwhy\\n {2}.+\\n\\nwhat to do\\n {2}.+\\n`),
    );
    expect(stdout).toContain("how to waive it");
  });

  test("says what a policy finds in the only spec here, and what it passes, each with what that rests on", async () => {
    const { code, stdout } = await explain("image-pinned");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\nin spec\/shop\/spec\.yaml\n {2}open {2}services\.api \(line \d+\): .+\n {4}Deployment\/api → /,
    );
    expect((await explain("node-imdsv2")).stdout).toContain(
      "  passes  cluster.nodePools.workers\n    node pool workers → launch template workers → metadata_options.http_tokens = required\n",
    );
  });

  test("says that a policy is not asked, and who asks it, or that it has nothing to judge", async () => {
    expect((await explain("node-pool-min-size")).stdout).toMatch(/ {2}not asked: the profile prod asks it\n$/);
    expect((await explain("data-redis-auth")).stdout).toMatch(/ {2}nothing to judge\n$/);
  });

  test("says the same of a policy for programs", async () => {
    const { stdout } = await explain("image-pinned", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      policy: { id: "image-pinned" },
      spec: { file: "spec/shop/spec.yaml", asked: true, findings: [{ status: "open", target: "services.api" }] },
    });
    expect(JSON.parse((await groundplan("/", ["explain", "image-pinned", "--format", "json"])).stdout)).toMatchObject({
      spec: null,
    });
  });

  test("explains a policy where the spec has a mistake, unless that spec was named", async () => {
    const broken = folderWith({ "spec/shop/spec.yaml": brokenSpec });
    expect((await groundplan(broken, ["explain", "image-pinned"])).code).toBe(0);
    const named = await groundplan(broken, ["explain", "image-pinned", "--spec", "spec/shop"]);
    expect(named).toMatchObject({ code: 2, stdout: "" });
  });

  test("asks for a name where there are several specs", async () => {
    const several = folderWith({ "spec/shop/spec.yaml": cleanSpec, "spec/web/spec.yaml": flawedSpec });
    expect((await groundplan(several, ["explain", "image-pinned"])).stdout).toContain("2 specs are here: --spec");
    expect((await groundplan(several, ["explain", "image-pinned", "--spec", "spec/web"])).stdout).toContain(
      "in spec/web/spec.yaml",
    );
  });

  test("shows a value, who said it, what it makes, and what is found about it", async () => {
    const { code, stdout } = await explain("services.api.image");
    expect(code).toBe(0);
    expect(stdout).toContain("value\n  ");
    expect(stdout).toMatch(/said by\n {2}spec\/shop\/spec\.yaml:\d+, services\.api\.image\n/);
    expect(stdout).toContain("high[image-pinned]");
    expect((await explain("network.nat")).stdout).toContain("network/aws_nat_gateway.a\n");
    expect((await explain("network.nat")).stdout).toContain("nobody; default:");
  });

  test("says why a part of a spec is flagged, how to mend and how to waive that, and why the rest is allowed", async () => {
    const { stdout } = await explain("services.api.image");
    const finding = stdout.slice(stdout.indexOf("  high[image-pinned]"));
    expect(finding).toMatch(/^ {4}why: .+\n {4}expected: .+\n {4}actual: .+\n {4}evidence: Deployment\/api → /m);
    expect(finding).toMatch(/^ {4}what to do: .+\n {4}asked for by: .*Checkov CKV_K8S_14/m);
    const [, waive = ""] = /to waive it: groundplan (.+) --reason/.exec(finding) ?? [];
    const [command = "", policy = "", target = "", flag = "", key = ""] = waive.split(" ");
    expect(stdout).not.toContain("passes\n");
    expect((await explain("services.api")).stdout).toMatch(
      /\npasses\n(?: {2}.+\n)* {2}pod-non-root\n {4}Deployment\/api → .+\n/,
    );
    const copy = folderWith({ "spec/shop/spec.yaml": flawedSpec });
    const args = [command, policy, target, flag, JSON.parse(key), "--reason", "A demo until March."];
    expect((await groundplan(copy, args)).code).toBe(0);
    expect((await groundplan(copy, ["explain", "services.api.image"])).stdout).toMatch(
      /high\[image-pinned\] \(waived\)[\s\S]*? {4}waived until 20\d\d-\d\d-\d\d by .+: A demo until March\.\n/,
    );
  });

  test("says which part of the spec around a path makes something, when it makes nothing itself", async () => {
    const unmeasured = folderWith({ "spec/shop/spec.yaml": cleanSpec.replace(/ {4}metrics-server.*\n/, "") });
    const { stdout } = await groundplan(unmeasured, ["explain", "services.api.scale.max"]);
    expect(stdout).toContain(
      "nothing by itself; services.api.scale makes:\n  workloads/HorizontalPodAutoscaler.shop.api\n",
    );
    expect(stdout).toContain("high[avail-hpa-sound]");
    expect(stdout).not.toContain("image-pinned");
  });

  test.each(["cluster/aws_eks_cluster.main", "aws_eks_cluster.main"])(
    "shows where %s comes from and what hangs on it",
    async (address) => {
      const { code, stdout } = await explain(address);
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /^cluster\/aws_eks_cluster\.main\n\nasked for by\n {2}spec\/shop\/spec\.yaml:\d+:\d+, cluster\n/,
      );
      expect(stdout).toContain(`roleArn: \${aws_iam_role.cluster.arn}`);
      expect(stdout).toMatch(/needs\n {2}cluster\//);
      expect(stdout).toMatch(/is needed by\n {2}cluster\//);
    },
  );

  test("shows what a change would do, and leaves the spec as it is", async () => {
    const before = filesIn(folder);
    const { code, stdout } = await explain("network.nat=single");
    expect(code).toBe(0);
    expect(stdout).toContain('network.nat: "per-zone" → "single"\n');
    expect(stdout).toContain("removes\n  network/aws_eip.nat_b\n");
    expect(stdout).toMatch(/natGatewayId: .* → "\$\{aws_nat_gateway\.a\.id\}"\n/);
    expect(filesIn(folder)).toEqual(before);
  });

  test("shows the findings that come and go with a change", async () => {
    expect((await explain("services.api.image.tag=1.0.0")).stdout).toMatch(
      /findings that go\n {2}high\[image-pinned\]/,
    );
    expect((await explain("services.api.security.runAsUser=0")).stdout).toContain("findings that come\n");
    expect((await explain("network.nat=per-zone")).stdout).toContain("No resource or object changes.");
  });

  test("shows the mistake that a change would be", async () => {
    const { code, stdout, stderr } = await explain("network.nat=double");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("error[wrong-value]");
  });

  test("shows the line of a mistake as the file has it", async () => {
    const { stderr } = await explain("services.api.scale.min=9");
    const line = flawedSpec.split("\n").findIndex((text) => text.trim().startsWith("scale:")) + 1;
    expect(stderr).toContain(`--> spec/shop/spec.yaml:${line}:`);
    expect(stderr).toContain("scale: { min: 9, max: 6, cpu: 70 }");
  });

  test("shows what a change would do where an alias shares what it changes, and no lines that are not in the file", async () => {
    const probe = "{ path: /ready }";
    const shared = cleanSpec
      .replace(probe, `&ready ${probe}`)
      .replace("liveness: { path: /health }", "liveness: *ready");
    const args = ["explain", "--spec", "spec/shop"];
    const cwd = folderWith({ "spec/shop/spec.yaml": shared });
    const changed = await groundplan(cwd, [...args, "services.api.probes.readiness.path=/other"]);
    expect(changed).toMatchObject({ code: 0, stderr: "" });
    expect(changed.stdout).toContain("findings that go");
    const wrong = await groundplan(cwd, [...args, "services.api.probes.readiness.path=other"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(
      /^error: the spec would have a mistake: "services\.api\.probes\.readiness\.path" .*\n {2}help: /,
    );
  });

  test("takes a key that is a number for what it is", async () => {
    const routed = `${cleanSpec.replace("  addons:\n", "  addons:\n    aws-load-balancer-controller: {}\n")}
routes: { public: { listen: { 80: api }, scheme: internal } }
`;
    const cwd = folderWith({ "spec/shop/spec.yaml": routed });
    expect(await groundplan(cwd, ["explain", "routes.public.listen.80=api"])).toMatchObject({ code: 0, stderr: "" });
    expect((await groundplan(cwd, ["explain", "routes.public.listen.8080=api"])).stdout).toContain("creates\n");
  });

  test.each([
    ["", "shows every path"],
    [" ", "shows every path"],
    ["netwrok.nat", 'did you mean "network.nat"?'],
    ["aws_eks_cluster.mian", 'did you mean "aws_eks_cluster.main"?'],
    ["image-pined", 'did you mean "image-pinned"?'],
    ["=", "write the path, an equals sign and a YAML value"],
    ["system.name=x", "is not a map"],
  ])("answers %s with a suggestion", async (subject, help) => {
    const { code, stdout, stderr } = await explain(subject);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(help);
  });

  test("asks which spec is meant when there are several", async () => {
    const two = folderWith({ "spec/a/spec.yaml": cleanSpec, "spec/b/spec.yaml": brokenSpec });
    expect(await groundplan(two, ["explain", "network"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--spec"),
    });
    expect((await groundplan(two, ["explain", "network", "--spec", "spec/a"])).code).toBe(0);
    expect((await groundplan(two, ["explain", "network", "--spec", "spec/b"])).code).toBe(2);
  });
});
