import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { items, known, knownText } from "../facts/known.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { deploymentsByName, targetOf } from "../facts/replicas.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** An autoscaler has something to scale, room to scale in, and numbers to scale by. */
export const availHpaSound = defineRule({
  id: "avail-hpa-sound",
  title: "Autoscalers can do their work",
  group: "availability",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "An autoscaler without metrics, without a request to compare with, or without room between its bounds changes nothing and complains where nobody looks.",
  remediation:
    "Name `metrics-server` under `cluster.addons`, let `scale.max` be above `scale.min`, and leave `replicas` out beside `scale`.",
  fixable: true,
  anchors: [
    tool("kube-score", "horizontalpodautoscaler-has-target"),
    tool("kube-score", "deployment-targeted-by-hpa-does-not-have-replicas-configured"),
    tool("kube-linter", "dangling-horizontalpodautoscaler"),
    tool("hardeneks", "check_metrics_server_is_running"),
  ],
  waivable: false,
  maxWaiverDays: 0,
  parameters: { metricsProviders: ["metrics-server"] },
  check({ graph, facts, parameters }) {
    const deployments = deploymentsByName(graph);
    const pods = new Map(facts.pods.map((pod) => [pod.address, pod]));
    const hasMetrics = providesMetrics(graph, parameters.metricsProviders);
    return graph.objects("HorizontalPodAutoscaler").flatMap((autoscaler): RuleResult[] => {
      const deployment = deployments.get(targetOf(autoscaler));
      const faults = [
        ...targetFaults(autoscaler, deployment),
        ...boundFaults(graph, autoscaler),
        ...requestFaults(autoscaler, deployment && pods.get(deployment.address)),
        ...(hasMetrics ? [] : [noMetrics]),
      ];
      const target = specItem(autoscaler.origin);
      const resource = autoscaler.address;
      const { minReplicas, maxReplicas } = autoscaler.object.spec ?? {};
      const steps = `autoscaler ${autoscaler.name} → ${deployment?.address ?? `no Deployment ${targetOf(autoscaler)}`}`;
      const evidence = [`${steps} → ${allSetTo({ minReplicas, maxReplicas })}`];
      if (faults.length === 0) return [{ verdict: "compliant", target, evidence, resource }];
      return faults.map(({ setting, ...fault }) => ({
        verdict: "not-compliant",
        target,
        path: [...target, ...setting],
        ...fault,
        evidence: [`${evidence[0]} → ${fault.actual}`],
        resource,
      }));
    });
  },
});

type Autoscaler = KubernetesNode<"HorizontalPodAutoscaler">;

interface Fault extends Pick<NotCompliant, "key" | "message" | "expected" | "actual" | "fix" | "fixAt"> {
  readonly setting: readonly string[];
}

const noMetrics: Fault = {
  key: "metrics",
  setting: ["scale"],
  message: "nothing in the cluster measures what the autoscaler scales by",
  expected: "the add-on metrics-server",
  actual: "no such add-on",
  fix: {},
  fixAt: ["cluster", "addons", "metrics-server"],
};

function targetFaults(autoscaler: Autoscaler, deployment: KubernetesNode<"Deployment"> | undefined): Fault[] {
  const setting = ["scale"];
  if (!deployment)
    return [
      {
        key: "target",
        setting,
        message: `the autoscaler scales "${targetOf(autoscaler)}", which does not exist`,
        expected: "a deployment of the service",
        actual: "none",
      },
    ];
  const { replicas } = deployment.object.spec ?? {};
  if (replicas === undefined) return [];
  const message = "the deployment sets the number of pods that the autoscaler also sets";
  return [
    {
      key: "replicas",
      setting,
      message,
      expected: "no replicas in the deployment",
      actual: `replicas ${String(replicas)}`,
    },
  ];
}

function boundFaults(graph: ResourceGraph, { object: { spec } }: Autoscaler): Fault[] {
  const min = Number(known(graph, spec?.minReplicas ?? 1));
  const max = Number(known(graph, spec?.maxReplicas));
  if (!(max <= min)) return [];
  return [
    {
      key: "bounds",
      setting: ["scale", "max"],
      message: `the autoscaler has no room between ${min} and ${max} pods`,
      expected: "max above min",
      actual: `${min} to ${max}`,
    },
  ];
}

/** Use is a share of the request, so every container of the pod must have one. */
function requestFaults({ object: { spec } }: Autoscaler, pod: PodTemplate | undefined): Fault[] {
  const metrics = items<{ resource?: { name?: unknown; target?: { type?: unknown } } }>(spec?.metrics) ?? [];
  const shares = metrics.flatMap(({ resource }) =>
    resource?.target?.type === "Utilization" ? [String(resource.name)] : [],
  );
  const running = pod?.containers.filter(({ role }) => role !== "init") ?? [];
  return shares.flatMap((name) => {
    const lacking = running.find(({ spec: container }) => !hasRequest(container.resources, name));
    if (!lacking) return [];
    return [
      {
        key: `request:${name}`,
        setting: ["resources", name],
        message: `the autoscaler scales by ${name}, but container "${lacking.name}" requests none`,
        expected: `a ${name} request`,
        actual: "none",
      },
    ];
  });
}

function hasRequest(resources: unknown, name: string): boolean {
  const { requests = {}, limits = {} } = (resources ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  return (requests[name] ?? limits[name]) !== undefined;
}

function providesMetrics(graph: ResourceGraph, providers: readonly string[]): boolean {
  const charts = graph.resources("helm_release").map(({ config }) => knownText(graph, config.chart));
  const addons = graph.resources("aws_eks_addon").map(({ config }) => knownText(graph, config.addonName));
  return [...charts, ...addons].some(
    (name) => name !== undefined && providers.includes(name.slice(name.lastIndexOf("/") + 1)),
  );
}
