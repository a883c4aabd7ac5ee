import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { objectName } from "./pod-templates.ts";
import { specItem } from "./spec-item.ts";

/** A secret store of External Secrets, and with whose rights it reads. */
export interface SecretStoreReader {
  readonly name: string;
  readonly address: Address;
  readonly target: SpecPath;
  /** The service account whose token it presents, as `namespace/name`; absent where it has another way to log in. */
  readonly account?: string;
  /** Roles that it takes on after that, as they are written. */
  readonly furtherRoles: readonly unknown[];
}

interface AwsProvider {
  readonly role?: unknown;
  readonly additionalRoles?: readonly unknown[] | null;
  readonly auth?: { readonly jwt?: { readonly serviceAccountRef?: { readonly name?: unknown } | null } | null } | null;
}

/** Every secret store. https://external-secrets.io/latest/provider/aws-access/ */
export function secretStoreReaders(graph: ResourceGraph): readonly SecretStoreReader[] {
  return graph.objects("SecretStore").map((node) => {
    const { namespace, name } = objectName(node);
    const { provider } = node.object.spec as { readonly provider?: { readonly aws?: AwsProvider | null } };
    const aws = provider?.aws ?? {};
    const borrowed = aws.auth?.jwt?.serviceAccountRef?.name;
    return {
      name,
      address: node.address,
      target: specItem(node.origin),
      ...(borrowed !== undefined && borrowed !== null && { account: `${namespace}/${String(borrowed)}` }),
      furtherRoles: [aws.role ?? [], aws.additionalRoles ?? []].flat(),
    };
  });
}
