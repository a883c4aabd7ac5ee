import type { SpecPath, SpecProblem } from "../finding.ts";
import type { ResolvedSpec } from "../model/model.ts";
import { usableNamed } from "../uses/registry.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Load balancers, secrets and volumes have the add-on that makes or delivers them: nothing else would notice its absence. */
export const checkAddons: DraftCheck = ({ spec }) => [
  ...Object.keys(spec.routes).flatMap((name) =>
    needs(
      spec,
      "aws-load-balancer-controller",
      ["routes", name],
      `the route "${name}" has nothing to make its load balancer`,
    ),
  ),
  ...Object.entries(spec.services)
    .filter(([, service]) => takesSecrets(spec, service))
    .flatMap(([name]) =>
      needs(spec, "external-secrets", ["services", name], `the service "${name}" has nothing to deliver its secrets`),
    ),
  ...Object.entries(spec.services)
    .filter(([, { stateful }]) => stateful)
    .flatMap(([name]) =>
      needs(
        spec,
        "aws-ebs-csi-driver",
        ["services", name, "stateful"],
        `the service "${name}" has nothing to make its volumes`,
      ),
    ),
  ...(spec.cluster.addons["secrets-store-csi-driver-provider-aws"]
    ? needs(
        spec,
        "secrets-store-csi-driver",
        ["cluster", "addons", "secrets-store-csi-driver-provider-aws"],
        "the provider has no driver that would ask it for secrets",
      )
    : []),
  ...Object.entries(spec.stores)
    .filter(([, { engine }]) => engine === "in-cluster")
    .flatMap(([name]) => [
      ...needs(
        spec,
        "aws-ebs-csi-driver",
        ["stores", name, "engine"],
        `the store "${name}" has nothing to make its volumes`,
      ),
      ...needs(
        spec,
        "external-secrets",
        ["stores", name, "engine"],
        `the store "${name}" has nothing to make or deliver its password`,
      ),
    ]),
];

function needs(
  spec: ResolvedSpec,
  addon: keyof ResolvedSpec["cluster"]["addons"],
  path: SpecPath,
  message: string,
): SpecProblem[] {
  if (spec.cluster.addons[addon]) return [];
  return [conflict(path, message, `add "${addon}: {}" to "cluster.addons"`)];
}

function takesSecrets(spec: ResolvedSpec, service: ResolvedSpec["services"][string]): boolean {
  return (
    Object.keys(service.secrets).length > 0 ||
    Object.keys(service.uses).some((target) => usableNamed(spec, target)?.deliversSecrets(spec, target))
  );
}
