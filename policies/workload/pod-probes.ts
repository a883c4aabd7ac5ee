import { tool } from "../anchors.ts";
import { type ContainerFault, judgeContainers } from "../facts/judge-containers.ts";
import { items, show } from "../facts/known.ts";
import type { ContainerSpec } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/**
 * Containers that listen say when they are ready and when they are stuck, by two different questions. One that nobody
 * sends anything needs none, as in kube-score; a pack may ask for both all the same.
 */
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
    "Set `probes.readiness` to a path that checks what a request needs, and `probes.liveness` to one that checks only the process itself. A service without a port can be asked by a `command`.",
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
  parameters: { withoutPort: false },
  check({ facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec, role }, { isLongRunning }) => {
      // Jobs and init containers end by themselves, and nobody sends requests to a container without a port.
      if (!isLongRunning || role === "init") return undefined;
      const ports = items<Port>(spec.ports);
      if (!ports) return { unknown: "its ports are known only at apply" };
      const isAsked = ports.length > 0 || parameters.withoutPort;
      const asked = kinds.filter((kind) => isAsked || spec[`${kind}Probe`]);
      const faults = [...asked.flatMap((kind) => faultsOf(spec, kind, ports)), ...identical(spec, ports)];
      const probes = kinds.map((kind) => `${kind}: ${describe(spec[`${kind}Probe`])}`).join(", ");
      const seen = isAsked ? probes : `no port → ${probes}`;
      return faults.length > 0 ? faults.map((fault) => ({ ...fault, seen })) : { proof: seen };
    });
  },
});

const kinds = ["readiness", "liveness"] as const;

type Probe = NonNullable<ContainerSpec["readinessProbe"]>;

/** What a probe asks, on one line. Headers go by their names: what they say may be a secret. */
function describe(probe: Probe | undefined): string {
  if (!probe) return "no probe";
  const { httpGet, tcpSocket, grpc } = probe;
  if (httpGet) {
    const headers = items<{ readonly name?: unknown }>(httpGet.httpHeaders) ?? [];
    const withHeaders =
      headers.length > 0 ? ` with the header ${headers.map(({ name }) => show(name)).join(" and ")}` : "";
    return `GET ${show(httpGet.path ?? "/")} on port ${show(httpGet.port)}${withHeaders}`;
  }
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
      expected: ports.map(({ containerPort }) => show(containerPort)).join(" or ") || "a port of the container",
      actual: String(asked),
    },
  ];
}

/** Delays and thresholds aside: it is the question that must differ. */
function identical({ readinessProbe, livenessProbe }: ContainerSpec, ports: readonly Port[]): ContainerFault[] {
  if (!readinessProbe || !livenessProbe) return [];
  if (questionOf(readinessProbe, ports) !== questionOf(livenessProbe, ports)) return [];
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

/**
 * All that a probe asks, with what Kubernetes takes for what is not said, and a port by its number.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
 */
function questionOf({ httpGet, tcpSocket, grpc, exec }: Probe, ports: readonly Port[]): string {
  const number = (asked: unknown) => ports.find(({ name }) => name === asked)?.containerPort ?? asked;
  return JSON.stringify([
    httpGet && [
      httpGet.scheme ?? "HTTP",
      httpGet.host ?? "",
      number(httpGet.port),
      httpGet.path ?? "/",
      httpGet.httpHeaders ?? [],
    ],
    tcpSocket && [tcpSocket.host ?? "", number(tcpSocket.port)],
    grpc && [grpc.port, grpc.service ?? ""],
    exec?.command,
  ]);
}
