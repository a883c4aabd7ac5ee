import type { ResolvedSpec } from "../../schema/model/model.ts";
import type { Addon, ChartAddon, ManagedAddon } from "./addon.ts";
import { awsEbsCsiDriver } from "./aws-ebs-csi-driver.ts";
import { awsLoadBalancerController } from "./aws-load-balancer-controller.ts";
import { clusterAutoscaler } from "./cluster-autoscaler.ts";
import { containerInsights } from "./container-insights.ts";
import { coredns } from "./coredns.ts";
import { eksPodIdentityAgent } from "./eks-pod-identity-agent.ts";
import { externalSecrets } from "./external-secrets.ts";
import { kubeProxy } from "./kube-proxy.ts";
import { metricsServer } from "./metrics-server.ts";
import { nvidiaDevicePlugin } from "./nvidia-device-plugin.ts";
import { vpcCni } from "./vpc-cni.ts";

/**
 * Every add-on, in the order of installation. The load balancer controller is the first of the charts: others may
 * make Services, which wait for its webhooks once it is there.
 */
export const addons: readonly Addon[] = [
  vpcCni,
  kubeProxy,
  eksPodIdentityAgent,
  coredns,
  awsEbsCsiDriver,
  containerInsights,
  awsLoadBalancerController,
  nvidiaDevicePlugin,
  externalSecrets,
  metricsServer,
  clusterAutoscaler,
];

/** The managed add-ons that a spec has. */
export function managedAddons(spec: ResolvedSpec): ManagedAddon[] {
  return addons.filter(
    (addon): addon is ManagedAddon => addon.kind === "managed" && (addon.always || has(spec, addon)),
  );
}

/** The add-ons of a spec that come as charts, in the order of installation. */
export function chartAddons(spec: ResolvedSpec): ChartAddon[] {
  return addons.filter((addon) => addon.kind === "chart" && has(spec, addon)) as ChartAddon[];
}

/** The version that a spec pins, or the tested one. */
export function addonVersion(spec: ResolvedSpec, addon: Addon): string {
  return spec.cluster.addons[addon.name]?.version ?? addon.versions[spec.cluster.version];
}

function has(spec: ResolvedSpec, addon: Addon): boolean {
  return spec.cluster.addons[addon.name] !== undefined || addon.neededBy?.(spec) === true;
}
