import type { AnyTerraformNode, TerraformNode } from "../../schema/graph/graph.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Workload } from "../workload.ts";
import type { Account } from "./account.ts";
import type { Data } from "./data.ts";
import { irsaTrust } from "./irsa.ts";
import { podIdentityAssociation, podIdentityTrust } from "./pod-identity.ts";
import type { Statement } from "./policy-document.ts";
import { type Role, type RoleInput, role } from "./role.ts";
import { deliveredSecrets, readSecrets } from "./secret-source.ts";
import { workloadSecrets } from "./service-secrets.ts";

/** The AWS identities behind a service. */
export interface ServiceIdentity {
  /** What the service's own pods may do; absent when they need nothing of AWS. */
  readonly own?: TerraformNode<"aws_iam_role">;
  /** Reads the service's secrets for External Secrets; the pods cannot assume it. */
  readonly secrets?: TerraformNode<"aws_iam_role">;
  readonly nodes: readonly AnyTerraformNode[];
}

/** Roles for a workload: exactly what its `uses` edges and secrets imply. */
export function serviceIdentity(
  context: Context,
  workload: Workload,
  place: {
    readonly account: Account;
    readonly cluster: TerraformNode<"aws_eks_cluster">;
    readonly oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">;
    readonly data: Data;
  },
): ServiceIdentity {
  const { name, origin, service } = workload;
  const accountOf = (suffix: string) => ({ namespace: service.namespace, serviceAccount: `${name}${suffix}` });
  const kind = origin[0] === "stores" ? "store" : "service";
  const podIdentity = service.identity === "pod-identity";
  const make = (
    suffix: string,
    description: string,
    trust: RoleInput["trust"],
    statements: readonly Statement[],
  ): Role =>
    role({
      stack: "identity",
      account: place.account,
      name: `service_${name}${suffix}`,
      roleName: `${context.name}-${name}${suffix}`,
      description,
      origin,
      trust,
      statements,
    });
  const trust = podIdentity
    ? podIdentityTrust(place.cluster, place.account, accountOf(""))
    : irsaTrust(place.oidcProvider, accountOf(""));
  const permissions = givenTo(context, place.data, service).flatMap(({ statements }) => statements);
  // An identity that the spec says is a role even without permissions.
  const own = service.identity === "none" ? undefined : make("", `The ${kind} ${name}`, trust, permissions);
  const sources = deliveredSecrets(workloadSecrets(context, place.data, workload)).map(({ source }) => source);
  const secrets =
    sources.length === 0
      ? undefined
      : make(
          "-secrets",
          `Reads the secrets of the ${kind} ${name}`,
          // External Secrets acts with this service account by its token, which only IRSA takes.
          irsaTrust(place.oidcProvider, accountOf("-secrets")),
          readSecrets(context.region, sources),
        );
  const association =
    own && podIdentity ? [podIdentityAssociation(place.cluster, own.role, accountOf(""), origin)] : [];
  return {
    ...(own && { own: own.role }),
    ...(secrets && { secrets: secrets.role }),
    nodes: [...(own?.nodes ?? []), ...association, ...(secrets?.nodes ?? [])],
  };
}
