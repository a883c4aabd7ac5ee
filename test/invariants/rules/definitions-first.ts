import { addressOf, type EmittedObject, resourcesOf, titleOf } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";

/** The chart that installs the definitions of each group of custom resources. */
const installers: Readonly<Record<string, readonly string[]>> = {
  "elbv2.k8s.aws": ["aws-load-balancer-controller"],
  "external-secrets.io": ["external-secrets"],
  "generators.external-secrets.io": ["external-secrets"],
  "karpenter.k8s.aws": ["karpenter", "karpenter-crd"],
  "karpenter.sh": ["karpenter", "karpenter-crd"],
  "monitoring.coreos.com": ["kube-prometheus-stack", "prometheus-operator-crds"],
  "secrets-store.csi.x-k8s.io": ["secrets-store-csi-driver"],
};

/** Helm sends a release to the API server at once, which refuses what it has no definition of yet. */
export const definitionsFirst: Invariant = {
  name: "every custom resource is in a later stack than its definition",
  check: (emitted) =>
    emitted.objects.filter(isCustom).flatMap((object) => {
      const group = groupOf(object);
      const charts = installers[group];
      if (!charts) return [`nobody is known to install ${group} for ${titleOf(object)}`];
      const releases = resourcesOf(emitted, "helm_release").filter(({ body }) =>
        charts.includes(String(body["chart"])),
      );
      if (releases.length === 0) return [`no release installs ${group} for ${titleOf(object)}`];
      const order = emitted.stacks.map(({ name }) => name);
      return releases
        .filter(({ stack }) => order.indexOf(stack) >= order.indexOf(object.stack))
        .map((release) => `${titleOf(object)} is in ${object.stack}, and its definition in ${addressOf(release)}`);
    }),
};

function groupOf({ manifest }: EmittedObject): string {
  const [group = "", version] = String(manifest["apiVersion"]).split("/");
  return version === undefined ? "" : group;
}

/** Kubernetes' own groups have no dot, or end in `.k8s.io` and are named after what they are for. */
function isCustom(object: EmittedObject): boolean {
  const group = groupOf(object);
  return (
    group.includes(".") &&
    !/^(authentication|authorization|discovery|events|networking|node|policy|rbac\.authorization|scheduling|storage)\.k8s\.io$/.test(
      group,
    )
  );
}
