import type { Model, ResolvedSpec } from "../../schema/model/model.ts";
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
import { secretsStoreCsiDriver } from "./secrets-store-csi-driver.ts";
import { secretsStoreCsiDriverProviderAws } from "./secrets-store-csi-driver-provider-aws.ts";
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
  secretsStoreCsiDriver,
  secretsStoreCsiDriverProviderAws,
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

/** Every add-on that a spec has, in the order of installation. */
export function specAddons(spec: ResolvedSpec): readonly Addon[] {
  return [...managedAddons(spec), ...chartAddons(spec)];
}

/** The version that a spec pins, or the lock, or the tested one. */
export function addonVersion(model: Model, addon: Addon): string {
  const { addons, version } = model.spec.cluster;
  return addons[addon.name]?.version ?? lockedAddon(model, addon)?.version ?? addon.versions[version];
}

/** Where a chart comes from, as the lock or this release says. */
export function chartRepository(model: Model, addon: ChartAddon): string {
  return lockedAddon(model, addon)?.repository ?? addon.repository;
}

/** The tag of the image of an add-on whose image follows the cluster's version, as the lock or this release says. */
export function addonImage(model: Model, addon: Addon): string | undefined {
  if (addon.kind === "managed") return undefined;
  return lockedAddon(model, addon)?.image ?? addon.images?.[model.spec.cluster.version];
}

function lockedAddon({ lock, spec }: Model, addon: Addon) {
  return lock?.locked.kubernetes[spec.cluster.version]?.addons[addon.name];
}

function has(spec: ResolvedSpec, addon: Addon): boolean {
  return spec.cluster.addons[addon.name] !== undefined || addon.neededBy?.(spec) === true;
}
