import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { servingAnnotations } from "./annotations.ts";
import { dataVolume } from "./container.ts";
import { metadata, objectLabels, selectorLabels } from "./labels.ts";
import { type PodInput, servingPod } from "./pod.ts";
import { defaultStorageClass } from "./storage-class.ts";

/**
 * The StatefulSet of a service that keeps data, and the Service that gives each of its pods a name in DNS. Pods start
 * and are replaced one after the other, and their volumes stay whatever happens to the set.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export function statefulSet(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service, extras }: Workload,
  pod: PodInput,
): AnyKubernetesNode[] {
  const { stateful, namespace, port } = service;
  if (!stateful) return [];
  const { system } = context.model.spec;
  const template = servingPod(context, pod);
  const governing = `${name}-headless`;
  return [
    kubernetes("Service", release, [...origin, extras ? "storage" : "stateful"], {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata(governing, namespace, system),
      spec: {
        clusterIP: "None",
        // Peers find each other before they are ready.
        publishNotReadyAddresses: true,
        selector: selectorLabels(name),
        ...(port !== undefined && {
          ports: [{ name: extras?.portName ?? "http", port, targetPort: port, protocol: "TCP" }],
        }),
      },
    }),
    kubernetes("StatefulSet", release, origin, {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: metadata(name, namespace, system),
      spec: {
        replicas: service.replicas ?? 1,
        serviceName: governing,
        podManagementPolicy: extras?.startsTogether ? "Parallel" : "OrderedReady",
        updateStrategy: { type: "RollingUpdate" },
        revisionHistoryLimit: 3,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        selector: { matchLabels: selectorLabels(name) },
        template: {
          metadata: { labels: { ...service.labels, ...objectLabels(name, system) }, ...servingAnnotations(service) },
          spec: {
            ...template,
            // A large volume is not walked through at each start.
            securityContext: { ...template.securityContext, fsGroupChangePolicy: "OnRootMismatch" },
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: dataVolume, labels: selectorLabels(name) },
            spec: {
              accessModes: ["ReadWriteOnce"],
              storageClassName: stateful.storageClass ?? defaultStorageClass,
              resources: { requests: { storage: stateful.storage } },
            },
          },
        ],
      },
    }),
  ];
}
