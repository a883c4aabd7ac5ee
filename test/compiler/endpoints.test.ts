import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { compile, shop } from "./compile.ts";

const withNetwork = (network: string): ResourceGraph => compile(shop.replace("zones: [a, b]", network)).graph;
const egressOf = (graph: ResourceGraph, service: string): string =>
  JSON.stringify(graph.objects("NetworkPolicy").find(({ name }) => name === `shop.${service}`)?.object.spec?.egress);

describe("endpoints of AWS services", () => {
  it("are none unless the spec names them", () => {
    const { graph } = compile(shop);
    expect(graph.resources("aws_vpc_endpoint")).toEqual([]);
    expect(graph.resources("aws_security_group").map(({ name }) => name)).not.toContain("endpoints");
  });

  it("are routes for s3 and dynamodb, in every private route table", () => {
    const graph = withNetwork("zones: [a, b]\n  endpoints: { s3: {}, dynamodb: {} }");
    expect(graph.resources("aws_vpc_endpoint").map(({ config }) => config)).toMatchObject([
      { serviceName: "com.amazonaws.eu-west-1.dynamodb", vpcEndpointType: "Gateway" },
      {
        serviceName: "com.amazonaws.eu-west-1.s3",
        vpcEndpointType: "Gateway",
        routeTableIds: [{ $ref: "network/aws_route_table.private_a" }, { $ref: "network/aws_route_table.private_b" }],
      },
    ]);
    expect(graph.resources("aws_security_group").map(({ name }) => name)).not.toContain("endpoints");
  });

  it("are network interfaces for the others, under the service's usual name, that the nodes alone can call", () => {
    const graph = withNetwork("zones: [a, b]\n  endpoints: { ecr.api: {} }");
    const [endpoint] = graph.resources("aws_vpc_endpoint");
    expect(endpoint).toMatchObject({
      name: "ecr_api",
      config: {
        serviceName: "com.amazonaws.eu-west-1.ecr.api",
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [{ $ref: "network/aws_subnet.private_a" }, { $ref: "network/aws_subnet.private_b" }],
        securityGroupIds: [{ $ref: "network/aws_security_group.endpoints" }],
      },
    });
    const ofGroup = (type: "aws_vpc_security_group_ingress_rule" | "aws_vpc_security_group_egress_rule") =>
      graph.resources(type).filter(({ config }) => JSON.stringify(config.securityGroupId).includes(".endpoints"));
    expect(ofGroup("aws_vpc_security_group_ingress_rule").map(({ config }) => config)).toMatchObject([
      { fromPort: 443, toPort: 443, referencedSecurityGroupId: { $ref: "network/aws_security_group.nodes" } },
    ]);
    expect(ofGroup("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  it("are in the public tier where there is no private one", () => {
    const { graph } = compile(
      shop
        .replace("zones: [a, b]", "zones: [a, b]\n  tiers: { public: {} }\n  endpoints: { s3: {}, sts: {} }")
        .replace("max: 4 }", "max: 4 }, tier: public"),
    );
    expect(JSON.stringify(graph.resources("aws_vpc_endpoint"))).toContain("network/aws_route_table.public");
    expect(JSON.stringify(graph.resources("aws_vpc_endpoint"))).toContain("network/aws_subnet.public_a");
  });

  it("of sqs and sts are open to services that use a queue, and to no other", () => {
    const range = "10.20.0.0/20";
    expect(egressOf(compile(shop).graph, "worker")).not.toContain(range);
    expect(egressOf(withNetwork("zones: [a, b]\n  endpoints: { ec2: {} }"), "worker")).not.toContain(range);
    const graph = withNetwork("zones: [a, b]\n  endpoints: { sqs: {} }");
    expect(egressOf(graph, "worker")).toContain(`{"ipBlock":{"cidr":"${range}"}}`);
    expect(egressOf(graph, "prices")).not.toContain(range);
  });

  it("of sqs and sts together keep services that use a queue away from public addresses", () => {
    const open = withNetwork("zones: [a, b]\n  endpoints: { sqs: {} }");
    expect(egressOf(open, "worker")).toContain("0.0.0.0/0");
    const closed = withNetwork("zones: [a, b]\n  endpoints: { sqs: {}, sts: {} }");
    expect(egressOf(closed, "worker")).not.toContain("0.0.0.0/0");
  });

  it("of sqs alone are enough for Pod Identity, whose credentials come from the node", () => {
    const graph = compile(
      shop
        .replace("zones: [a, b]", "zones: [a, b]\n  endpoints: { sqs: {} }")
        .replace("cluster:\n", "cluster:\n  identity: pod-identity\n"),
    ).graph;
    expect(egressOf(graph, "worker")).not.toContain("0.0.0.0/0");
  });
});
