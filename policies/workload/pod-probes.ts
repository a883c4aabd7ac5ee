import { tool } from "../anchors.ts";
import { type ContainerFault, judgeContainers } from "../facts/judge-containers.ts";
import { items, show } from "../facts/known.ts";
import type { ContainerSpec } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/** Containers that listen say when they are ready and when they are stuck, by two different questions. */
export const podProbes = defineRule({
  id: "pod-probes",
  title: "Listening containers have two different probes",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Without readiness, traffic reaches a pod that cannot answer yet; without liveness, a stuck process stays. When both ask the same question, a slow dependency first takes the pods out of service and then restarts them all.",
  remediation:
    "Set `probes.readiness` to a path that checks what a request needs, and `probes.liveness` to one that checks only the process itself.",
  anchors: [
    tool("Checkov", "CKV_K8S_8"),
    tool("Checkov", "CKV_K8S_9"),
    tool("kube-score", "pod-probes"),
    tool("kube-score", "pod-probes-identical"),
    tool("kube-linter", "liveness-port"),
    tool("hardeneks", "check_readiness_probes"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ facts }) {
    return judgeContainers(facts.pods, ({ spec, role }, { isLongRunning }) => {
      const ports = items<Port>(spec.ports);
      // Jobs and init containers end by themselves, and nothing sends traffic to a container without a port.
      if (!isLongRunning || role === "init" || ports?.length === 0) return undefined;
      if (!ports) return { unknown: "its ports are known only at apply" };
      const faults = [...kinds.flatMap((kind) => faultsOf(spec, kind, ports)), ...identical(spec)];
      const seen = kinds.map((kind) => `${kind}: ${describe(spec[`${kind}Probe`])}`).join(", ");
      return faults.length > 0 ? faults.map((fault) => ({ ...fault, seen })) : { proof: seen };
    });
  },
});

const kinds = ["readiness", "liveness"] as const;

/** What a probe asks, on one line. */
function describe(probe: ContainerSpec["readinessProbe"]): string {
  if (!probe) return "no probe";
  const { httpGet, tcpSocket, grpc } = probe;
  if (httpGet) return `GET ${show(httpGet.path ?? "/")} on port ${show(httpGet.port)}`;
  if (tcpSocket) return `TCP on port ${show(tcpSocket.port)}`;
  return grpc ? `gRPC on port ${show(grpc.port)}` : "a command";
}

interface Port {
  readonly containerPort?: unknown;
  readonly name?: unknown;
}

function faultsOf(spec: ContainerSpec, kind: (typeof kinds)[number], ports: readonly Port[]): ContainerFault[] {
  const probe = spec[`${kind}Probe`];
  if (!probe)
    return [
      {
        setting: ["probes", kind],
        key: kind,
        message: `has no ${kind} probe`,
        expected: `a ${kind} probe`,
        actual: "none",
      },
    ];
  const asked = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (asked === undefined || ports.some(({ containerPort, name }) => asked === containerPort || asked === name))
    return [];
  return [
    {
      setting: ["probes", kind, "port"],
      key: `${kind}:port`,
      message: `is asked for its ${kind} on port ${String(asked)}, where it does not listen`,
      expected: `one of ${ports.map(({ containerPort }) => String(containerPort)).join(", ")}`,
      actual: String(asked),
    },
  ];
}

/** Delays and thresholds aside: it is the question that must differ. */
function identical({ readinessProbe, livenessProbe }: ContainerSpec): ContainerFault[] {
  if (!readinessProbe || !livenessProbe) return [];
  const question = ({ httpGet, tcpSocket, grpc, exec }: typeof readinessProbe): string =>
    JSON.stringify([httpGet?.path, httpGet?.port, tcpSocket?.port, grpc?.port, grpc?.service, exec?.command]);
  if (question(readinessProbe) !== question(livenessProbe)) return [];
  return [
    {
      setting: ["probes", "liveness", "path"],
      key: "identical",
      message: "is asked the same question for readiness and for liveness",
      expected: "a liveness probe that asks of the process alone",
      actual: "identical probes",
    },
  ];
}
