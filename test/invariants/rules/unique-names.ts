import { addressOf, type Emitted, type EmittedResource, resourcesOf, titleOf } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";

/** What AWS knows a resource by; the first that there is. */
const nameArguments = ["name", "identifier", "cluster_identifier", "bucket", "replication_group_id", "alias"] as const;

/** Types whose name means something only beside another argument, or is no name of their own. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  aws_cognito_user_pool_client: ["user_pool_id"],
  aws_iam_role_policy: ["role"],
  aws_route53_record: ["zone_id", "type", "set_identifier"],
  helm_release: ["namespace"],
};

/** AWS refuses the second of two with one name, when the first is there already. */
export const uniqueNames: Invariant = {
  name: "no two resources of a type, and no two objects of a kind, have one name",
  check: (emitted) => [
    ...repeated(
      resourcesOf(emitted)
        .filter(({ type }) => !type.startsWith("data."))
        .flatMap(named),
    ),
    ...repeated(namespaces(emitted)),
    ...repeated(
      emitted.objects.map((object) => [titleOf(object), `${titleOf(object)} of ${addressOf(object.release)}`] as const),
    ),
  ],
};

type Named = readonly [name: string, what: string];

function named(resource: EmittedResource): Named[] {
  const { type, body } = resource;
  const name = nameArguments.map((argument) => body[argument]).find((value) => value !== undefined);
  if (typeof name !== "string") return [];
  const scope = (scopes[type] ?? []).map((argument) => String(body[argument]));
  return [[[type, name, ...scope].join(" "), addressOf(resource)]];
}

function namespaces(emitted: Emitted): Named[] {
  return resourcesOf(emitted)
    .filter(({ type }) => type.startsWith("kubernetes_"))
    .map((resource) => {
      const { name, namespace = "" } = [resource.body["metadata"]].flat()[0] as Readonly<Record<string, string>>;
      return [`${resource.type} ${namespace} ${name}`, addressOf(resource)];
    });
}

function repeated(names: readonly Named[]): string[] {
  const first = new Map<string, string>();
  return names.flatMap(([name, what]) => {
    const other = first.get(name);
    first.set(name, what);
    return other === undefined ? [] : [`${other} and ${what} are both "${name}"`];
  });
}
