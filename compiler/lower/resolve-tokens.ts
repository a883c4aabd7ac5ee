import { DefaultTokenResolver, type IResolvable, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { isTextToken } from "./lower-value.ts";

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * Resolves CDKTF's tokens as `Tokenization.resolve` does, and sorts the keys on the way. Almost all data has no token
 * in it and is copied; only what may have one pays for the stock resolver.
 */
export function resolveTokens(scope: IConstruct, value: unknown, preparing: boolean): unknown {
  if (isTextToken(value)) return resolveTokens(scope, resolveText(scope, value, preparing), preparing);
  if (mayBeToken(value)) return sortKeys(Tokenization.resolve(value, { scope, resolver, preparing }));
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((item) => resolveTokens(scope, item, preparing)).filter((item) => item !== undefined);
  const resolved: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item = resolveTokens(scope, (value as Record<string, unknown>)[key], preparing);
    if (item !== undefined) resolved[key] = item;
  }
  return resolved;
}

/** One of our own tokens needs nothing of the stock resolver itself. */
function resolveText(scope: IConstruct, token: IResolvable, preparing: boolean): string {
  const resolve = (inner: unknown): unknown => Tokenization.resolve(inner, { scope, resolver, preparing });
  return token.resolve({ scope, preparing, resolve, registerPostProcessor: () => {} });
}

/** A copy of plain data with the keys in the order of code units, down to a number of levels. */
export function sortKeys(value: unknown, levels = Number.POSITIVE_INFINITY): unknown {
  if (levels === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => sortKeys(item, levels - 1));
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort())
    sorted[key] = sortKeys((value as Record<string, unknown>)[key], levels - 1);
  return sorted;
}

/** Whether stock resolution could make something else of this value itself, its items and its values aside. */
function mayBeToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return isMarked(value);
    case "number":
      // CDKTF hides tokens in doubles below -1e270.
      return value < -Number.MAX_SAFE_INTEGER;
    case "function":
      return true;
    case "object":
      if (value === null) return false;
      if (Array.isArray(value)) return value.some((item) => typeof item !== "object" && mayBeToken(item));
      return Tokenization.isResolvable(value) || "_children" in value || Object.keys(value).some(isMarked);
    default:
      return false;
  }
}

/** Text with a token in it carries `TfToken[`, or a number token in decimal such as `-1.8e+289`. */
function isMarked(text: string): boolean {
  return text.includes("TfToken[") || text.includes("e+");
}
