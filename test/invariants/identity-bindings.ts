import {
  addressOf,
  type Data,
  type Emitted,
  type EmittedResource,
  nameOf,
  namespaceOf,
  objectsOfKind,
  resourcesOf,
  titleOf,
} from "./emitted.ts";
import { follow } from "./expressions.ts";
import { list } from "./pods.ts";

/** A service account that is given a role, and by what. */
export interface Binding {
  /** What binds the two, for people. */
  readonly by: string;
  readonly way: "irsa" | "pod-identity";
  readonly namespace: string;
  readonly account: string;
  /** Absent where what is bound is no role of this system. */
  readonly role: EmittedResource | undefined;
}

const annotation = "eks.amazonaws.com/role-arn";

/** The accounts of add-ons that EKS installs. https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html */
const managedAccounts: Readonly<Record<string, readonly [namespace: string, account: string]>> = {
  "amazon-cloudwatch-observability": ["amazon-cloudwatch", "cloudwatch-agent"],
  "aws-ebs-csi-driver": ["kube-system", "ebs-csi-controller-sa"],
  "aws-efs-csi-driver": ["kube-system", "efs-csi-controller-sa"],
  "vpc-cni": ["kube-system", "aws-node"],
};

/** Every way in which a service account gets a role. */
export function bindingsOf(emitted: Emitted): Binding[] {
  return [...annotated(emitted), ...charts(emitted), ...managedAddons(emitted), ...associations(emitted)];
}

function annotated(emitted: Emitted): Binding[] {
  return objectsOfKind(emitted, "ServiceAccount").flatMap((object) => {
    const { manifest } = object;
    const role = ((manifest.metadata?.["annotations"] ?? {}) as Data)[annotation];
    if (role === undefined) return [];
    const place = { namespace: namespaceOf(manifest), account: nameOf(manifest) };
    return [{ by: titleOf(object), way: "irsa", ...place, role: roleAt(emitted, object.stack, role) }];
  });
}

/** A chart's own service account is named by its values, beside where its annotations are. */
function charts(emitted: Emitted): Binding[] {
  return resourcesOf(emitted, "helm_release").flatMap((release) => {
    const { stack, body } = release;
    return list(body["set"]).flatMap(({ name, value }): Binding[] => {
      const path = String(name).replaceAll("\\.", "\0").split(".");
      if (path.pop()?.replaceAll("\0", ".") !== annotation) return [];
      const settings = ((body["values"] ?? []) as readonly string[]).map((text) => JSON.parse(text) as Data);
      const parent = path
        .slice(0, -1)
        .reduce<Data | undefined>((data, key) => data?.[key] as Data | undefined, settings[0]);
      const namespace = follow(emitted, stack, body["namespace"])?.resource;
      return [
        {
          by: addressOf(release),
          way: "irsa",
          namespace: namespace ? String((namespace.body["metadata"] as Data)["name"]) : String(body["namespace"]),
          account: String(parent?.["name"]),
          role: roleAt(emitted, stack, value),
        },
      ];
    });
  });
}

function managedAddons(emitted: Emitted): Binding[] {
  return resourcesOf(emitted, "aws_eks_addon").flatMap((addon) => {
    const { stack, body } = addon;
    if (body["service_account_role_arn"] === undefined) return [];
    const [namespace, account] = managedAccounts[String(body["addon_name"])] ?? ["(unknown)", "(unknown)"];
    return [
      {
        by: addressOf(addon),
        way: "irsa",
        namespace,
        account,
        role: roleAt(emitted, stack, body["service_account_role_arn"]),
      },
    ];
  });
}

function associations(emitted: Emitted): Binding[] {
  return resourcesOf(emitted, "aws_eks_pod_identity_association").map((association) => {
    const { stack, body } = association;
    return {
      by: addressOf(association),
      way: "pod-identity",
      namespace: String(body["namespace"]),
      account: String(body["service_account"]),
      role: roleAt(emitted, stack, body["role_arn"]),
    };
  });
}

function roleAt(emitted: Emitted, stack: string, value: unknown): EmittedResource | undefined {
  const found = follow(emitted, stack, value);
  return found?.resource.type === "aws_iam_role" && found.attribute === "arn" ? found.resource : undefined;
}
