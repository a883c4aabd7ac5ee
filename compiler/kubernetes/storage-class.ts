import type { TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { addonPath } from "../addons/addon-role.ts";
import { awsEbsCsiDriver } from "../addons/aws-ebs-csi-driver.ts";
import type { Context } from "../context.ts";

/** The class of volumes that services have unless they name another. */
export const defaultStorageClass = "gp3";

/**
 * The cluster's default class of volumes, for clusters that can make any: encrypted, kept when nobody claims them any
 * more, able to grow, and made only when a pod has a node, so that they are in the zone of that node.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function storageClass({ model }: Context): TerraformNode<"kubernetes_storage_class_v1">[] {
  if (!model.spec.cluster.addons[awsEbsCsiDriver.name]) return [];
  return [
    terraform("kubernetes_storage_class_v1", {
      stack: "platform",
      name: defaultStorageClass,
      origin: addonPath(awsEbsCsiDriver),
      config: {
        metadata: {
          name: defaultStorageClass,
          labels: { "app.kubernetes.io/managed-by": "groundplan" },
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        storageProvisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3", encrypted: "true", "csi.storage.k8s.io/fstype": "ext4" },
        reclaimPolicy: "Retain",
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
      },
    }),
  ];
}
