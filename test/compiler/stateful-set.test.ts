import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { workloads } from "./workloads.ts";

const { graph } = compile(workloads);
const specOf = (name: string) =>
  graph.objects("StatefulSet").find((node) => node.name === `depot.${name}`)?.object.spec;

describe("a stateful service", () => {
  it("has one pod unless the spec says more, each with a volume that outlives it", () => {
    expect(specOf("sessions")).toHaveProperty("replicas", 1);
    expect(specOf("events")).toMatchObject({
      replicas: 3,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      volumeClaimTemplates: [{ spec: { storageClassName: "gp3", resources: { requests: { storage: "20Gi" } } } }],
      template: {
        spec: { containers: [{ volumeMounts: [{ name: "writable-0" }, { name: "data", mountPath: "/data" }] }] },
      },
    });
    expect(specOf("sessions")?.volumeClaimTemplates).toMatchObject([{ spec: { storageClassName: "io2" } }]);
  });

  it("spreads its volumes over the zones, which they can never leave", () => {
    expect(specOf("events")?.template).toMatchObject({
      spec: {
        topologySpreadConstraints: [
          { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
          { topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      },
    });
  });

  it("gives each pod a name in DNS, and others one name for all where it listens", () => {
    const services = graph.objects("Service").map(({ name, object }) => [name, object.spec?.clusterIP]);
    expect(services).toEqual([
      ["depot.events", undefined],
      ["depot.events-headless", "None"],
      ["depot.sessions-headless", "None"],
    ]);
  });

  it("lets its pods reach each other on every port, and nobody else", () => {
    const policy = graph.objects("NetworkPolicy").find(({ name }) => name === "depot.events")?.object.spec;
    const own = [
      { namespaceSelector: expect.anything(), podSelector: { matchLabels: { "app.kubernetes.io/name": "events" } } },
    ];
    expect(policy).toMatchObject({ ingress: [{ from: own }], egress: [{ to: own }] });
  });

  it("loses one pod at a time while nodes are replaced", () => {
    const budgets = graph.objects("PodDisruptionBudget").map(({ name, object }) => [name, object.spec?.maxUnavailable]);
    expect(budgets).toEqual([["depot.events", 1]]);
  });
});

describe("volumes", () => {
  it("are made by a driver with a role that only its service account can assume", () => {
    const [addon] = graph.resources("aws_eks_addon").filter(({ name }) => name === "aws_ebs_csi_driver");
    expect(addon?.config).toMatchObject({
      addonName: "aws-ebs-csi-driver",
      serviceAccountRoleArn: { $ref: "cluster/aws_iam_role.addon_aws_ebs_csi_driver" },
    });
    expect(addon?.dependsOn).toContain("cluster/aws_eks_node_group.workers");
    expect(JSON.stringify(graph.node("cluster/data.aws_iam_policy_document.addon_aws_ebs_csi_driver_trust"))).toContain(
      "system:serviceaccount:kube-system:ebs-csi-controller-sa",
    );
  });

  it("are encrypted and kept by the cluster's default class, which there is only with the driver", () => {
    expect(graph.resources("kubernetes_storage_class_v1").map(({ config }) => config)).toMatchObject([
      {
        parameters: { type: "gp3", encrypted: "true" },
        reclaimPolicy: "Retain",
        volumeBindingMode: "WaitForFirstConsumer",
      },
    ]);
    const without = workloads.replace(", aws-ebs-csi-driver: {}", "").replace(/ {2}events:[\s\S]*/, "");
    expect(compile(without).graph.resources("kubernetes_storage_class_v1")).toEqual([]);
  });
});
