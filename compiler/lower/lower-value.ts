import { type IResolvable, type IResolveContext, ref } from "cdktf";
import { type Address, isReference, isTemplate, type Reference, type Template } from "../../schema/graph/value.ts";
import type { ChartValues } from "../charts/chart.ts";
import type { ReadableStack } from "./readable-stack.ts";

/** Where a value is used, and how to refer to what is elsewhere. */
export interface LoweringScope {
  readonly stack: ReadableStack;
  stackOf(address: Address): ReadableStack;
  /** What stands in this stack for an attribute of another. */
  outside(address: Address, attribute: string): IResolvable;
}

/** The scope of a stack. All uses of one attribute of another stack share a reference. */
export function createScope(stack: ReadableStack, stackOf: LoweringScope["stackOf"]): LoweringScope {
  const references = new Map<string, IResolvable>();
  const outside = (address: Address, attribute: string): IResolvable => {
    const key = `${address}.${attribute}`;
    const known = references.get(key);
    if (known) return known;
    const reference = new StackReference(ref(`${terraformAddress(address)}.${attribute}`, stackOf(address)));
    references.set(key, reference);
    return reference;
  };
  return { stack, stackOf, outside };
}

/**
 * Makes a config's data into CDKTF's terms. A reference within the stack becomes an interpolation; one to another
 * stack becomes a token of that stack, for which CDKTF makes an output and a remote state. All other text is escaped,
 * because Terraform reads text as a template.
 */
export function lowerValue(value: unknown, scope: LoweringScope): unknown {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null) return value;
  if (isReference(value)) return lowerReference(value, scope);
  if (isTemplate(value)) return lowerTemplate(value, scope);
  if (Array.isArray(value)) return value.map((item) => lowerValue(item, scope));
  const lowered: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) lowered[escapeTemplate(key)] = lowerValue(item, scope);
  return lowered;
}

/** The JSON text of a chart's values, whatever the references in them turn out to be. */
export function lowerToJson(value: ChartValues, scope: LoweringScope): string | IResolvable {
  return interpolate(["jsonencode(", ...printObject(value, scope), ")"]);
}

/**
 * Escapes text that Terraform would read as a template, and text that CDKTF would read as one of its tokens.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function escapeTemplate(text: string): string {
  if (!text.includes("{") && !text.includes("e")) return text;
  return text.replaceAll(special, (found: string, token?: string, sign?: string) => {
    if (token !== undefined) return `\${"${token}"}{TfToken[`;
    if (sign !== undefined) return `${sign}${found}`;
    return hidesToken(found) ? found.replaceAll("e", 'e${""}') : found;
  });
}

/** A marker of CDKTF's, the start of a template, or a number as CDKTF looks for it in text. */
const special = /([$%#&]+)\{TfToken\[|([$%])\{|[-|\d.+]+e[-|\d.eE+]+/g;

/** CDKTF hides tokens in doubles below -1e270. */
function hidesToken(number: string): boolean {
  return Number.parseFloat(number) < -1e270;
}

/** An address without its stack, as Terraform writes it. */
export function terraformAddress(address: Address): string {
  return address.slice(address.indexOf("/") + 1);
}

/** Terraform text in parts: an `IResolvable` is a token, which resolves to an interpolation. */
type Parts = (string | IResolvable)[];

function lowerReference(reference: Reference, scope: LoweringScope): string | IResolvable {
  const parts = printReference(reference, scope);
  const [only] = parts;
  return parts.length === 1 && typeof only === "object" ? only : interpolate(parts);
}

/** A reference as it stands inside an expression. */
function printReference({ $ref, attribute, function: name }: Reference, scope: LoweringScope): Parts {
  const isInside = scope.stackOf($ref) === scope.stack;
  const part = isInside ? `${terraformAddress($ref)}.${attribute}` : scope.outside($ref, attribute);
  return name ? [`${name}(`, part, ")"] : [part];
}

function printObject(value: ChartValues, scope: LoweringScope): Parts {
  const entries = Object.entries(value).flatMap(([key, item], index): Parts => {
    const printed = isReference(item) ? printReference(item, scope) : printObject(item as ChartValues, scope);
    return [index > 0 ? ", " : "", `"${key}" = `, ...printed];
  });
  return ["{", ...entries, "}"];
}

/** An expression in parts as an interpolation. A token brings braces of its own, which those around it replace. */
function interpolate(parts: Parts): string | IResolvable {
  return join(["${", ...parts, "}"], (resolved) => resolved.slice(2, -1));
}

function lowerTemplate({ $template }: Template, scope: LoweringScope): string | IResolvable {
  const parts = $template.map((part, index) => {
    if (typeof part !== "string") return lowerReference(part, scope);
    const escaped = escapeTemplate(part);
    // A `$` right before an interpolation would make an escape sequence of it.
    return typeof $template[index + 1] === "object" ? escaped.replace(/[$%]+$/, '${"$&"}') : escaped;
  });
  return join(parts, (resolved) => resolved);
}

function join(parts: Parts, print: (resolved: string) => string): string | IResolvable {
  return parts.every((part) => typeof part === "string") ? parts.join("") : new TokenText(parts, print);
}

/** Whether a value is a token of this module, which resolves to text by itself. */
export function isTextToken(value: unknown): value is IResolvable {
  return value instanceof TokenText || value instanceof StackReference;
}

/**
 * CDKTF's reference to another stack, resolved once: each resolution looks the output and the remote state up again,
 * and makes a token of them that is itself resolved.
 */
class StackReference implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #reference: IResolvable;
  #text: string | undefined;

  constructor(reference: IResolvable) {
    this.#reference = reference;
  }

  resolve(context: IResolveContext): string {
    if (this.#text !== undefined) return this.#text;
    const text = String(context.resolve(this.#reference));
    // Only when it prepares does CDKTF know that the reference leads out of the stack.
    if (context.preparing) this.#text = text;
    return text;
  }

  toString(): string {
    throw new Error("a reference can only be a whole value");
  }
}

/**
 * Text with tokens in it. CDKTF's own tokens inside text misread a brace in the text around them,
 * so each part is resolved by itself.
 */
class TokenText implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #parts: Parts;
  readonly #print: (resolved: string) => string;

  constructor(parts: Parts, print: (resolved: string) => string) {
    this.#parts = parts;
    this.#print = print;
  }

  resolve(context: IResolveContext): string {
    const print = (part: string | IResolvable): string =>
      typeof part === "string" ? part : this.#print(String(part.resolve(context)));
    return this.#parts.map(print).join("");
  }

  toString(): string {
    throw new Error("text with references can only be a whole value");
  }
}
