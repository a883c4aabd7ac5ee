import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { edge } from "../compiler/edge.ts";
import { compileText } from "../lower/compile-text.ts";
import { writeDeployment } from "./deployment.ts";
import { isReal } from "./emulator-drift.ts";
import { startLocalAws } from "./local-aws.ts";
import { terraformIn } from "./terraform.ts";

const aws = await startLocalAws();
const missing = "missing" in aws ? aws.missing : undefined;
const env = "missing" in aws ? {} : aws.env;
const folder = mkdtempSync(join(tmpdir(), "deploy-"));

const region = "us-west-2";
const hosts = "hosts:\n      docs.example.com: { paths: { /: web } }";
const { graph, model } = compileText(edge.replace(/certificate: .*/, "zone: example.com").replace("hosts:", hosts));

afterAll(async () => {
  if (!("missing" in aws)) await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What stands before the stacks: the zone is somebody else's, and the controller makes the load balancer. */
describe.skipIf(missing)(`a zone, on a local AWS${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
  it.each(["certificate", "dns"])("stack %s is valid, applies at once, and plans empty afterwards", async (name) => {
    if (name === "certificate") {
      await writeDeployment(folder, graph, model, env);
      await createZone("example.com");
      await createLoadBalancer("factory-public");
    }
    const terraform = terraformIn(join(folder, "stacks", `${graph.name}-${name}`), env);
    await terraform.init();
    await terraform.validate();
    await terraform.apply();
    expect((await terraform.plan()).filter(isReal)).toEqual([]);
    expect(Object.keys(await terraform.outputs())).toEqual(expect.arrayContaining([...outputs[name as "dns"]]));
  });

  it("is destroyed without a rest", async () => {
    for (const name of ["dns", "certificate"]) {
      const terraform = terraformIn(join(folder, "stacks", `${graph.name}-${name}`), env);
      await terraform.destroy();
      expect(await terraform.state()).toEqual([]);
    }
  });
});

const outputs = {
  certificate: ["DocsExampleComCertificateArn", "FactoryExampleComCertificateArn"],
  dns: ["LoadBalancerDnsName"],
} as const;

async function createZone(name: string): Promise<void> {
  const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>test</CallerReference></CreateHostedZoneRequest>`;
  await call("route53", "/2013-04-01/hostedzone", body);
}

async function createLoadBalancer(name: string): Promise<void> {
  const subnets = await call("ec2", "/", "Action=DescribeSubnets&Version=2016-11-15");
  const ids = [...new Set(subnets.match(/subnet-[0-9a-f]+/g))].slice(0, 2);
  const query = ids.map((id, index) => `&Subnets.member.${index + 1}=${id}`).join("");
  await call("elasticloadbalancing", "/", `Action=CreateLoadBalancer&Version=2015-12-01&Name=${name}${query}`);
}

/** A request as an AWS SDK would send it, whose signature nobody checks. */
async function call(service: string, path: string, body: string): Promise<string> {
  const response = await fetch(`${env["AWS_ENDPOINT_URL"]}${path}`, {
    method: "POST",
    body,
    headers: {
      "content-type": body.startsWith("<") ? "application/xml" : "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service}: ${text}`);
  return text;
}
