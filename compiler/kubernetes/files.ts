import { createHash } from "node:crypto";
import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { metadata } from "./labels.ts";

type Files = Pick<Service, "files">;

const volume = "files";

/** The texts of a service's files. It is there before a migration job, which sees the files as well. */
export function filesConfigMap(
  { model }: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
): AnyKubernetesNode[] {
  const files = Object.entries(service.files);
  if (files.length === 0) return [];
  return [
    kubernetes("ConfigMap", release, [...origin, "files"], {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: metadata(configMapName(name), service.namespace, model.spec.system),
      data: Object.fromEntries(files.map(([path, text], index) => [fileKey(path, index), text])),
    }),
  ];
}

/**
 * Each file alone, so that whatever else the image has in its directory stays. What is mounted so never changes in a
 * running pod. https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
 */
export function mountedFiles(workload: string, { files }: Files) {
  const paths = Object.keys(files);
  if (paths.length === 0) return { volumes: [], mounts: [] };
  return {
    volumes: [{ name: volume, configMap: { name: configMapName(workload) } }],
    mounts: paths.map((mountPath, index) => ({
      name: volume,
      mountPath,
      subPath: fileKey(mountPath, index),
      readOnly: true,
    })),
  };
}

/** The annotation by which a change of a file becomes a change of the pods, which are then replaced. */
export function filesAnnotation({ files }: Files): Record<string, string> {
  if (Object.keys(files).length === 0) return {};
  const hash = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
  return { "groundplan.dev/files": hash };
}

function configMapName(workload: string): string {
  return `${workload}-files`;
}

/** Two files may have one name in two directories. */
function fileKey(path: string, index: number): string {
  return `${index}-${path.slice(path.lastIndexOf("/") + 1)}`;
}
