import type { SpecFinding } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import { parseSpec } from "../../schema/parse/parse-spec.ts";
import { resolveSpec } from "../../schema/resolve/resolve-spec.ts";
import { readSource } from "../../schema/source/read-source.ts";
import type { Source } from "../../schema/source/source.ts";

/** Reads a spec as the program does, up to its model or to everything that is wrong with it. */
export function load(
  yaml: string | Uint8Array,
  environment?: string,
): { readonly model?: Model; readonly findings: readonly SpecFinding[] } {
  const read = readSource("spec.yaml", typeof yaml === "string" ? new TextEncoder().encode(yaml) : yaml);
  if (!read.source) return read;
  const { spec, findings } = parseSpec(read.source);
  return spec ? resolveSpec(read.source, spec, environment) : { findings };
}

/** The model of a spec that has nothing wrong. */
export function modelOf(yaml: string, environment?: string): Model {
  const { model, findings } = load(yaml, environment);
  if (!model) throw new Error(`the spec is not clean:\n${places(findings).join("\n")}`);
  return model;
}

/** The source of a text that is sound YAML. */
export function sourceOf(yaml: string): Source {
  const { source, findings } = readSource("spec.yaml", new TextEncoder().encode(yaml));
  if (!source) throw new Error(`the text is no sound YAML:\n${places(findings).join("\n")}`);
  return source;
}

/** Findings in one line each: `yaml-tab 2:1-2:2`. */
export function places(findings: readonly SpecFinding[]): string[] {
  return findings.map(({ code, range }) => `${code} ${range.line}:${range.column}-${range.endLine}:${range.endColumn}`);
}

/** The smallest spec that is whole, with room for more after it. */
export const smallest = `version: 1
system: shop
owner: platform@example.com
regions:
  eu-west-1: { cidr: 10.0.0.0/16 }
cluster:
  access:
    platform: { role: admin, policy: cluster-admin }
  nodePools:
    workers: { instances: [t3.medium], size: { min: 2, max: 4 } }
`;
