import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { referencesIn } from "../../schema/graph/value.ts";
import { compile } from "./compile.ts";
import { edge } from "./edge.ts";

const { graph } = compile(edge);
const annotation = "alb.ingress.kubernetes.io";
const objectOf = (kind: "Service" | "Deployment" | "NetworkPolicy", name: string, from: ResourceGraph = graph) =>
  from.objects(kind).find((node) => node.name.endsWith(`.${name}`))?.object;

describe("a route with an application load balancer", () => {
  it("is an Ingress of the controller's class, the longest path first", () => {
    expect(graph.objects("Ingress").map(({ object }) => object)).toMatchObject([
      {
        metadata: { name: "public", namespace: "factory" },
        spec: {
          ingressClassName: "alb",
          rules: [
            {
              host: "factory.example.com",
              http: {
                paths: [
                  { path: "/api", pathType: "Prefix", backend: { service: { name: "api", port: { number: 8080 } } } },
                  { path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 3000 } } } },
                ],
              },
            },
          ],
        },
      },
    ]);
  });

  it("listens on 443, with a redirect from 80, under a name that is known beforehand", () => {
    expect(graph.objects("Ingress")[0]?.object.metadata?.annotations).toMatchObject({
      [`${annotation}/load-balancer-name`]: "factory-public",
      [`${annotation}/group.name`]: "factory-public",
      [`${annotation}/scheme`]: "internet-facing",
      [`${annotation}/target-type`]: "ip",
      [`${annotation}/manage-backend-security-group-rules`]: "false",
      [`${annotation}/listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]',
      [`${annotation}/ssl-redirect`]: "443",
      [`${annotation}/certificate-arn`]: "arn:aws:acm:us-west-2:111122223333:certificate/abc",
    });
  });

  it("listens on 80 alone without a certificate", () => {
    const plain = compile(edge.replace(/ {4}certificate.*\n/, "")).graph;
    const annotations = plain.objects("Ingress")[0]?.object.metadata?.annotations;
    expect(annotations).toMatchObject({ [`${annotation}/listen-ports`]: '[{"HTTP":80}]' });
    expect(annotations).not.toHaveProperty(`${annotation}/ssl-redirect`);
    expect(worldPorts(plain)).toEqual([80]);
  });

  it("is released after the services that it leads to", () => {
    const release = graph.resources("helm_release").find(({ name }) => name === "route_public");
    expect(release?.dependsOn).toEqual(["workloads/helm_release.api", "workloads/helm_release.web"]);
  });

  it("admits the internet on its own ports, and reaches the pods on theirs and on that of the readiness probe", () => {
    expect(worldPorts(graph)).toEqual([80, 443]);
    const toPods = graph.resources("aws_vpc_security_group_egress_rule").filter(({ name }) => name.includes("route_"));
    expect(toPods.map(({ config }) => config.fromPort)).toEqual([3000, 8080, 8081]);
    expect(objectOf("NetworkPolicy", "api")?.spec).toMatchObject({
      ingress: [
        {
          from: [{ ipBlock: { cidr: "10.42.128.0/22" } }, { ipBlock: { cidr: "10.42.132.0/22" } }],
          ports: [{ port: 8080 }, { port: 8081 }],
        },
      ],
    });
  });

  it("asks each service the way its readiness probe does, and lets requests of leaving pods end", () => {
    expect(objectOf("Service", "api")?.metadata?.annotations).toEqual({
      [`${annotation}/target-group-attributes`]: "deregistration_delay.timeout_seconds=55",
      [`${annotation}/healthcheck-path`]: "/ready",
      [`${annotation}/healthcheck-port`]: "8081",
      [`${annotation}/success-codes`]: "200-399",
    });
    expect(objectOf("Service", "web")?.metadata?.annotations).toEqual({
      [`${annotation}/target-group-attributes`]: "deregistration_delay.timeout_seconds=45",
      [`${annotation}/success-codes`]: "200-499",
    });
    expect(objectOf("Deployment", "api")?.spec).toMatchObject({
      template: {
        spec: {
          terminationGracePeriodSeconds: 55,
          containers: [{ lifecycle: { preStop: { sleep: { seconds: 15 } } } }],
        },
      },
    });
  });

  it("lets the controller change rules, and only what carries its tag", () => {
    const actionsOf = (of: ResourceGraph) =>
      JSON.stringify(of.resources("data.aws_iam_policy_document").filter(({ name }) => /load_balancer/.test(name)));
    expect(actionsOf(graph)).toContain("elasticloadbalancing:CreateRule");
    const network = edge.replace(/ {4}loadBalancer[\s\S]*/, "    scheme: internal\n    listen: { 80: api }\n");
    expect(actionsOf(compile(network).graph)).not.toContain('Rule"');
  });
});

describe("a route to several namespaces", () => {
  const { graph: spread } = compile(
    edge
      .replace("    port: 3000\n", "    port: 3000\n    namespace: front\n")
      .replace("{ /api: api, /: web }", "{ /api: api, /: web, /api/docs: web }"),
  );

  it("is an Ingress for each namespace and depth, the deeper first, of one load balancer", () => {
    const parts = spread.objects("Ingress").map(({ name, object }) => ({
      name,
      group: object.metadata?.annotations?.[`${annotation}/group.name`],
      order: object.metadata?.annotations?.[`${annotation}/group.order`],
    }));
    expect(parts).toEqual([
      { name: "factory.public-1", group: "factory-public", order: "2" },
      { name: "front.public-0", group: "factory-public", order: "3" },
      { name: "front.public-2", group: "factory-public", order: "1" },
    ]);
  });

  it("has a release in each namespace", () => {
    const releases = spread.resources("helm_release").filter(({ name }) => name.startsWith("route_"));
    expect(releases.map(({ name, dependsOn }) => [name, ...dependsOn])).toEqual([
      ["route_public_factory", "workloads/helm_release.api"],
      ["route_public_front", "workloads/helm_release.web"],
    ]);
  });
});

describe("a route with a zone", () => {
  const hosts = "hosts:\n      1.example.com: { paths: { /: web } }";
  const { graph: zoned } = compile(edge.replace(/certificate: .*/, "zone: example.com").replace("hosts:", hosts));

  it("has a certificate for each host, which the load balancer takes once it is valid", () => {
    const validations = zoned.resources("aws_acm_certificate_validation").map(({ address }) => address);
    expect(validations).toEqual([
      "certificate/aws_acm_certificate_validation._1_example_com",
      "certificate/aws_acm_certificate_validation.factory_example_com",
    ]);
    const annotations = zoned.objects("Ingress")[0]?.object.metadata?.annotations;
    expect(referencesIn(annotations?.[`${annotation}/certificate-arn`]).map(({ $ref }) => $ref)).toEqual(validations);
    expect(annotations).toHaveProperty([`${annotation}/ssl-redirect`], "443");
  });

  it("proves that it has the name by the one record that ACM asks for", () => {
    const record = zoned.resources("aws_route53_record").find(({ stack }) => stack === "certificate");
    expect(record?.config).toMatchObject({
      name: { function: "one", attribute: "domain_validation_options[*].resource_record_name" },
      zoneId: { $ref: "certificate/data.aws_route53_zone.example_com" },
    });
  });

  it("has a record for each host, in a stack after the one that makes the load balancer", () => {
    expect(zoned.stacks.map(({ name }) => name).slice(-2)).toEqual(["workloads", "dns"]);
    const records = zoned.resources("aws_route53_record").filter(({ stack }) => stack === "dns");
    expect(records.map(({ config }) => [config.name, config.type])).toEqual([
      ["1.example.com", "A"],
      ["factory.example.com", "A"],
    ]);
    expect(zoned.resources("data.aws_lb")).toMatchObject([
      { config: { name: "factory-public" }, dependsOn: ["workloads/helm_release.route_public"] },
    ]);
  });

  it("makes no certificate where it has one", () => {
    const { graph: own } = compile(edge.replace("    hosts:", "    zone: example.com\n    hosts:"));
    expect(own.resources("aws_acm_certificate")).toEqual([]);
    expect(own.resources("data.aws_lb")).toHaveLength(1);
  });
});

describe("the outputs of the stacks", () => {
  it("have the customary names", () => {
    const { graph: zoned } = compile(edge.replace(/certificate: .*/, "zone: example.com"));
    const names = zoned.stacks.map(({ name, outputs }) => [name, Object.keys(outputs)]);
    expect(Object.fromEntries(names)).toMatchObject({
      network: ["VpcId", "PublicSubnetIds", "PrivateSubnetIds"],
      registry: ["ApiRepositoryUri", "WebRepositoryUri"],
      certificate: ["CertificateArn"],
      cluster: ["ClusterName", "ClusterArn", "ClusterEndpoint", "OidcIssuer", "NodeRoleArn"],
      dns: ["LoadBalancerDnsName"],
    });
  });

  it("tell several of a kind apart by their names", () => {
    const { graph: several } = compile(
      edge
        .replace("nodePools: {", "nodePools: { big-ones: { instances: [m7i.4xlarge], size: { min: 1, max: 2 } },")
        .replace("factory/web", "other/api"),
    );
    const told = several.stacks.flatMap(({ outputs }) => Object.keys(outputs));
    expect(told).toEqual(
      expect.arrayContaining([
        "FactoryApiRepositoryUri",
        "OtherApiRepositoryUri",
        "BigOnesNodeRoleArn",
        "WorkersNodeRoleArn",
      ]),
    );
  });
});

function worldPorts(of: ResourceGraph): readonly unknown[] {
  return of
    .resources("aws_vpc_security_group_ingress_rule")
    .filter(({ config }) => config.cidrIpv4 === "0.0.0.0/0")
    .map(({ config }) => config.fromPort)
    .sort((left, right) => Number(left) - Number(right));
}
