import { compileModel } from "../../compiler/compile-model.ts";
import type { CompiledSystem } from "../../compiler/lower/lower-graph.ts";
import { parseSpec } from "../../schema/parse/parse-spec.ts";
import { resolveSpec } from "../../schema/resolve/resolve-spec.ts";
import { readSource } from "../../schema/source/read-source.ts";

/** A spec's text compiled for an environment. It throws when the spec has a mistake. */
export function compileText(text: string, environment?: string): CompiledSystem {
  const { source, findings } = readSource("spec.yaml", new TextEncoder().encode(text));
  const parsed = source && parseSpec(source);
  const resolved = source && parsed?.spec && resolveSpec(source, parsed.spec, environment);
  if (!resolved?.model) throw new Error(JSON.stringify(resolved?.findings ?? parsed?.findings ?? findings));
  return { graph: compileModel(resolved.model), model: resolved.model };
}
