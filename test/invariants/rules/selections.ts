import { type Data, type Emitted, type EmittedObject, namespaceOf, objectsOfKind, titleOf } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";
import { type EmittedPod, isSelected, list, podsOf } from "../pods.ts";

/** A Service that selects nothing is a name that nobody answers at. */
export const serviceTargets: Invariant = {
  name: "every Service selects a pod that listens on its port",
  check: (emitted) =>
    objectsOfKind(emitted, "Service").flatMap((object) => {
      const { selector, ports } = (object.manifest["spec"] ?? {}) as Data;
      if (!selector) return [`${titleOf(object)} has no selector`];
      const pods = podsIn(emitted, object).filter(({ labels }) => isSelected(selector as Data, labels));
      if (pods.length === 0) return [`${titleOf(object)} selects no pod`];
      return list(ports)
        .filter(({ port, targetPort = port }) => !pods.some((pod) => listensOn(pod, targetPort)))
        .map(({ port }) => `${titleOf(object)}: no pod listens on what ${port} leads to`);
    }),
};

function podsIn(emitted: Emitted, { manifest }: EmittedObject): EmittedPod[] {
  return podsOf(emitted).filter(({ namespace }) => namespace === namespaceOf(manifest));
}

function listensOn({ containers }: EmittedPod, target: unknown): boolean {
  const ports = containers.flatMap((container) => list(container["ports"]));
  return ports.some(({ name, containerPort }) => target === name || target === containerPort);
}

/** Pods of namespaces that are not this system's, as network policies name them. */
const foreign: readonly { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }[] = [
  { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
];

/** A policy that selects nothing, or admits nobody, is a mistake in a label: it fails as a hole or as an outage. */
export const policyTargets: Invariant = {
  name: "every network policy selects a pod, and so does every peer in it",
  check: (emitted) =>
    objectsOfKind(emitted, "NetworkPolicy").flatMap((object) => {
      const spec = (object.manifest["spec"] ?? {}) as Data;
      const selected = podsIn(emitted, object).filter(({ labels }) =>
        isSelected((spec["podSelector"] ?? {}) as Data, labels),
      );
      const peers = [
        ...list(spec["ingress"]).flatMap(({ from }) => list(from)),
        ...list(spec["egress"]).flatMap(({ to }) => list(to)),
      ];
      return [
        ...(selected.length === 0 ? [`${titleOf(object)} selects no pod`] : []),
        ...peers
          .filter((peer) => !peer["ipBlock"] && !isSomebody(emitted, namespaceOf(object.manifest), peer))
          .map((peer) => `${titleOf(object)}: nobody is ${JSON.stringify(peer)}`),
      ];
    }),
};

function isSomebody(emitted: Emitted, own: string, { namespaceSelector, podSelector }: Data): boolean {
  const pods: readonly Pick<EmittedPod, "namespace" | "labels">[] = [...podsOf(emitted), ...foreign];
  return pods.some(
    ({ namespace, labels }) =>
      (namespaceSelector
        ? isSelected(namespaceSelector as Data, { "kubernetes.io/metadata.name": namespace })
        : namespace === own) && isSelected((podSelector ?? {}) as Data, labels),
  );
}
