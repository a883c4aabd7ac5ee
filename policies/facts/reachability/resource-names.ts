import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { TerraformType } from "../../../schema/graph/terraform-types.ts";
import { type Address, isReference, isTemplate } from "../../../schema/graph/value.ts";
import { knownText } from "../known.ts";
import type { Certainty } from "./ports.ts";

/** The service and the last part of an ARN, with `*` for what is known only at apply. */
export interface ResourceName {
  readonly service: string;
  /** Several where actions are on parts of it, as those on the objects of a bucket are. */
  readonly names: readonly string[];
}

type Naming = (config: Readonly<Record<string, unknown>>, text: (value: unknown) => string | undefined) => ResourceName;

/**
 * How AWS names what services use, by the resource's type.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const namings: { readonly [Type in TerraformType]?: Naming } = {
  aws_cognito_user_pool: () => ({ service: "cognito-idp", names: ["userpool/*"] }),
  aws_elasticache_replication_group: ({ replicationGroupId }, text) => ({
    service: "elasticache",
    names: [`replicationgroup:${text(replicationGroupId) ?? "*"}`],
  }),
  aws_kms_key: () => ({ service: "kms", names: ["key/*"] }),
  aws_s3_bucket: ({ bucket, bucketPrefix }, text) => {
    const name = text(bucket) ?? `${text(bucketPrefix) ?? ""}*`;
    return { service: "s3", names: [name, `${name}/*`] };
  },
  aws_secretsmanager_secret: ({ name, namePrefix }, text) => ({
    service: "secretsmanager",
    // Secrets Manager ends it with characters of its own.
    names: [`secret:${text(name) ?? text(namePrefix) ?? ""}*`],
  }),
  aws_sqs_queue: ({ name, namePrefix }, text) => ({
    service: "sqs",
    names: [text(name) ?? `${text(namePrefix) ?? ""}*`],
  }),
};

/** How AWS names the resources of a graph that services use, by their addresses. */
export function resourceNames(graph: ResourceGraph): ReadonlyMap<Address, ResourceName> {
  const types = Object.entries<Naming | undefined>(namings);
  const text = (value: unknown): string | undefined => knownText(graph, value);
  return new Map(
    types.flatMap(([type, naming]) =>
      graph.resources(type as TerraformType).flatMap(({ address, config }) => {
        const name = naming?.(config as Readonly<Record<string, unknown>>, text);
        return name ? [[address, name] as const] : [];
      }),
    ),
  );
}

/** The service and the last part of what a statement is about; `undefined` for what is no ARN. */
export function arnPattern(resource: unknown): { readonly service: string; readonly name: string } | undefined {
  const [arn, , service = "", , , ...rest] = textOf(resource).split(":");
  return arn === "arn" && rest.length > 0 ? { service, name: rest.join(":") } : undefined;
}

/** Partition, region and account of an ARN are often known only at apply, and those of this system. */
function textOf(resource: unknown): string {
  if (isReference(resource)) return "*";
  if (isTemplate(resource)) return resource.$template.map(textOf).join("");
  return String(resource);
}

/** Whether a pattern of a policy means a resource, as far as the names of both are known. */
export function namesIt(
  pattern: { readonly service: string; readonly name: string },
  { service, names }: ResourceName,
): Certainty {
  if (pattern.service !== service && pattern.service !== "*") return "no";
  if (names.some((name) => holdsAll(pattern.name, name))) return "yes";
  return names.some((name) => meets(pattern.name, name)) ? "perhaps" : "no";
}

/** Whether a pattern means whatever another may stand for: an open end is held by an open end only. */
function holdsAll(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", "[^*]");
  return new RegExp(`^${source}$`).test(name);
}

/** Whether some text is meant by both of two patterns. Each pair of what is left of them is looked at once. */
function meets(left: string, right: string): boolean {
  let below: readonly boolean[] = [];
  for (let here = left.length; here >= 0; here -= 1) {
    const row: boolean[] = [];
    for (let there = right.length; there >= 0; there -= 1) {
      const [one, other] = [left[here], right[there]];
      // A star stands for nothing, or for what the other has there.
      if (one === "*" || other === "*") row[there] = below[there] === true || row[there + 1] === true;
      else if (one === undefined || other === undefined) row[there] = one === other;
      else row[there] = (one === other || one === "?" || other === "?") && below[there + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}
