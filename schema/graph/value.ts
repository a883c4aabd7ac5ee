import type { IResolvable } from "cdktf";

/**
 * The address of a node: its stack, its type and its name, e.g. `network/aws_vpc.main`,
 * `workloads/Deployment.shop.api`. After the slash it is the resource's Terraform address.
 */
export type Address = `${string}/${string}.${string}`;

/** A value that only Terraform knows: an attribute of another node, e.g. `arn`, `vpc_config[0].cluster_security_group_id`. */
export interface Reference {
  readonly $ref: Address;
  readonly attribute: string;
  /**
   * A Terraform function that the attribute goes through first: the cluster's certificate through `base64decode`, what
   * is in a set of one (`options[*].name`) through `one`.
   */
  readonly function?: "base64decode" | "one";
}

/** Text with references in it. */
export interface Template {
  readonly $template: readonly (string | Reference)[];
}

/** Text that may not be known before apply. */
export type Text = string | Reference | Template;

type MetaArguments = "count" | "forEach" | "provider" | "provisioners" | "connection" | "dependsOn" | "lifecycle";

/** A provider's config with every leaf allowed to be a reference, and without Terraform's meta-arguments. */
export type Config<Type> = { readonly [Key in keyof Omit<Type, MetaArguments>]: Resolvable<Type[Key & keyof Type]> };

/** Data whose leaves may be references. */
export type Resolvable<Type> = Type extends IResolvable
  ? never
  : Type extends string
    ? string extends Type
      ? Text
      : Type
    : Type extends number | boolean
      ? Type | Reference
      : Type extends readonly (infer Item)[]
        ? readonly Resolvable<Item>[] | Reference
        : Type extends object
          ? { readonly [Key in keyof Type]: Resolvable<Type[Key]> }
          : Type;

/** Whether a value is a {@link Reference}. */
export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "$ref" in value;
}

/** Whether a value is a {@link Template}. */
export function isTemplate(value: unknown): value is Template {
  return typeof value === "object" && value !== null && "$template" in value;
}

/** Text with references: ``text`${issuer}:sub` ``. Plain when nothing in it is a reference. */
export function text(strings: TemplateStringsArray, ...values: readonly Text[]): Text {
  const parts: (string | Reference)[] = [];
  const push = (part: string | Reference): void => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  };
  strings.forEach((literal, index) => {
    push(literal);
    const value = values[index];
    if (value === undefined) return;
    for (const part of isTemplate(value) ? value.$template : [value]) push(part);
  });
  return parts.every((part) => typeof part === "string") ? parts.join("") : { $template: parts };
}

/** Values as one text with a separator between them. */
export function joined(values: readonly Text[], separator: string): Text {
  return values.reduce<Text>((all, value, index) => (index === 0 ? value : text`${all}${separator}${value}`), "");
}

/** Every reference inside a value, in the order of its keys. */
export function referencesIn(value: unknown): Reference[] {
  const found: Reference[] = [];
  visitReferences(value, (reference) => found.push(reference));
  return found;
}

/** Calls `visit` with every reference inside a value. A graph has many small values: this makes no lists of its own. */
export function visitReferences(value: unknown, visit: (reference: Reference) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (isReference(value)) {
    visit(value);
    return;
  }
  const parts = Array.isArray(value) ? value : Object.values(value);
  // Most parts are single values, for which a call is as much work as all the rest.
  for (let index = 0; index < parts.length; index++)
    if (typeof parts[index] === "object") visitReferences(parts[index], visit);
}
