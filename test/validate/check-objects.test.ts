import { describe, expect, test } from "vitest";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { ref } from "../../schema/graph/graph.ts";
import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";
import { type Resolvable, text } from "../../schema/graph/value.ts";
import { graphOf, type Manifest, manifestsOf, messagesOf } from "./graph-of.ts";

const manifest = (object: object): Manifest => object as Manifest;

function deployment(pod: string): Manifest[] {
  return manifestsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: "api:1" }], ${pod} }
`);
}

describe("checkObjects", () => {
  test("points at the part of the spec that an object comes from, and says what to do", () => {
    expect(checkObjects(graphOf(deployment("serviceAcountName: api")))).toEqual([
      {
        code: "kubernetes-invalid",
        path: ["services", "api"],
        message: '"spec.template.spec.serviceAcountName" of Deployment "shop/api": is not a field of v1/PodSpec',
        help: 'did you mean "serviceAccountName"?',
      },
    ]);
  });

  test("shows everything that is wrong with an object at once", () => {
    expect(messagesOf(deployment("hostUsers: 1, restartPolicy: Nevr, volumes: {}"))).toHaveLength(3);
    expect(
      messagesOf(deployment("terminationGracePeriodSeconds: -1, hostname: A, volumes: [{ name: a }]")),
    ).toHaveLength(3);
  });

  test("takes a reference for a value of the form that it will have", () => {
    const role = ref({ address: "cluster/aws_eks_cluster.main" }, "role_arn");
    const repository = ref({ address: "cluster/aws_eks_cluster.main" }, "repository_url");
    const account: Resolvable<KubernetesObjects["ServiceAccount"]> = {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "api", namespace: "shop", annotations: { "eks.amazonaws.com/role-arn": role } },
    };
    const workload: Resolvable<KubernetesObjects["Deployment"]> = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "api", namespace: "shop" },
      spec: {
        replicas: ref({ address: "cluster/aws_eks_cluster.main" }, "desired_size"),
        selector: { matchLabels: { app: "api" } },
        template: {
          metadata: { labels: { app: "api" } },
          spec: {
            serviceAccountName: "api",
            containers: [{ name: "api", image: text`${repository}:1.4.2`, env: [{ name: "ROLE", value: role }] }],
          },
        },
      },
    };
    expect(messagesOf([manifest(account), manifest(workload)])).toEqual([]);
  });

  test("refuses text with references in it where a number must be", () => {
    const [broken] = deployment("");
    const replicas = text`${ref({ address: "cluster/aws_eks_cluster.main" }, "size")}0`;
    const spec = { ...(broken?.["spec"] as object), replicas };
    expect(messagesOf([manifest({ ...broken, spec })])).toEqual([
      '"spec.replicas" of Deployment "shop/api": cannot be text',
    ]);
  });

  test.each([
    ["hostnameOverride: api", ["1.33", "1.34"]],
    ["resources: { requests: { cpu: 1 } }", ["1.33"]],
    ["schedulingGroup: {}", ["1.33", "1.34", "1.35"]],
    ["hostUsers: false", []],
  ])("refuses %s on a cluster that does not have it yet", (field, refusing) => {
    const versions = ["1.33", "1.34", "1.35"];
    expect(versions.filter((version) => messagesOf(deployment(field), { version }).length > 0)).toEqual(refusing);
  });

  test("refuses an API version that no cluster serves any more, and names the one that it does", () => {
    const [good] = deployment("");
    expect(checkObjects(graphOf([manifest({ ...good, apiVersion: "extensions/v1beta1" })]))).toMatchObject([
      {
        message:
          '"apiVersion" of Deployment "shop/api": extensions/v1beta1 Deployment is not served by Kubernetes 1.35',
        help: "use apps/v1 Deployment",
      },
    ]);
  });

  test("has nothing to say about a graph without objects", () => {
    expect(checkObjects(graphOf([]))).toEqual([]);
  });
});
