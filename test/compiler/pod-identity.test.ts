import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { compile, shop } from "./compile.ts";

const withIdentity = (kind: string): string => shop.replace("cluster:\n", `cluster:\n  identity: ${kind}\n`);
const ofService = (service: string, kind: string): string =>
  shop.replace(`  ${service}:\n`, `  ${service}:\n    identity: ${kind}\n`);
const associations = (graph: ResourceGraph): string[] =>
  graph.resources("aws_eks_pod_identity_association").map(({ name }) => name);
const hasAgent = (graph: ResourceGraph): boolean =>
  graph.resources("aws_eks_addon").some(({ name }) => name === "eks_pod_identity_agent");
const annotated = (graph: ResourceGraph): string[] =>
  graph
    .objects("ServiceAccount")
    .filter(({ object }) => object.metadata?.annotations)
    .map(({ name }) => name);

describe("EKS Pod Identity", () => {
  it("is there, without permissions, where it is said and nothing needs it", () => {
    const { graph } = compile(ofService("prices", "pod-identity"));
    expect(associations(graph)).toEqual(["service_prices"]);
    const own = compile(ofService("prices", "irsa")).graph;
    expect(annotated(own)).toContain("shop.prices");
    expect(own.resources("aws_iam_role").map(({ name }) => name)).toContain("service_prices");
    expect(own.resources("aws_iam_role_policy").map(({ name }) => name)).not.toContain("service_prices");
    expect(annotated(compile(shop).graph)).not.toContain("shop.prices");
  });

  it("is not there unless the spec asks for it", () => {
    const { graph } = compile(shop);
    expect(associations(graph)).toEqual([]);
    expect(hasAgent(graph)).toBe(false);
  });

  it("binds each service that calls AWS, by its service account and without an annotation", () => {
    const { graph } = compile(withIdentity("pod-identity"));
    expect(associations(graph)).toEqual(["service_api", "service_worker"]);
    expect(graph.resources("aws_eks_pod_identity_association")[0]?.config).toMatchObject({
      clusterName: { $ref: "cluster/aws_eks_cluster.main" },
      namespace: "shop",
      serviceAccount: "api",
      roleArn: { $ref: "identity/aws_iam_role.service_api" },
    });
    // What reads secrets for External Secrets acts by its token, whatever the services do.
    expect(annotated(graph)).toEqual(["shop.api-secrets"]);
    expect(hasAgent(graph)).toBe(true);
  });

  it("trusts one service account of this cluster", () => {
    const { graph } = compile(withIdentity("pod-identity"));
    const trust = graph.resources("data.aws_iam_policy_document").find(({ name }) => name === "service_worker_trust")
      ?.config.statement;
    expect(trust).toMatchObject([
      {
        actions: ["sts:AssumeRole", "sts:TagSession"],
        principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount" },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [{ $ref: "cluster/aws_eks_cluster.main" }] },
          { test: "StringEquals", variable: "aws:RequestTag/kubernetes-namespace", values: ["shop"] },
          { test: "StringEquals", variable: "aws:RequestTag/kubernetes-service-account", values: ["worker"] },
        ],
      },
    ]);
  });

  it("has its agent before the nodes, which a pod may then ask", () => {
    const { graph } = compile(withIdentity("pod-identity"));
    const [pool] = graph.resources("aws_eks_node_group");
    expect(pool?.dependsOn).toContain("cluster/aws_eks_addon.eks_pod_identity_agent");
    const egressOf = (service: string) =>
      JSON.stringify(graph.objects("NetworkPolicy").find(({ name }) => name === `shop.${service}`)?.object.spec);
    expect(egressOf("worker")).toContain("169.254.170.23/32");
    expect(egressOf("prices")).not.toContain("169.254.170.23/32");
  });

  it("is one service's, or all but one's", () => {
    const one = compile(ofService("worker", "pod-identity")).graph;
    expect(associations(one)).toEqual(["service_worker"]);
    expect(annotated(one)).toEqual(["shop.api", "shop.api-secrets"]);
    const other = compile(withIdentity("pod-identity").replace("  worker:\n", "  worker:\n    identity: irsa\n")).graph;
    expect(associations(other)).toEqual(["service_api"]);
    expect(annotated(other)).toEqual(["shop.api-secrets", "shop.worker"]);
  });

  it("needs no agent where no service calls AWS", () => {
    const idle = withIdentity("pod-identity")
      .replace("jobs: send, ", "")
      .replace("uses: { jobs: receive }", "identity: none");
    expect(hasAgent(compile(idle).graph)).toBe(false);
  });
});
