import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { Facts } from "../facts/facts.ts";
import type { Answer } from "../facts/reachability/answer.ts";
import type { AccessAction, AccessReason, AccessWay } from "./access.ts";

/** What the matrix is made of. */
export interface AccessInput {
  readonly model: Model;
  readonly graph: ResourceGraph;
  readonly facts: Facts;
}

/** A way with its two ends. */
export interface FoundWay extends AccessWay {
  readonly source: string;
  readonly target: string;
}

/** An answer as a way says it. */
export function stateOf(answer: Answer): Pick<AccessWay, "state" | "reason" | "path"> {
  const { reaches, steps: path } = answer;
  if (reaches === "yes") return { state: "open", path };
  return reaches === "no"
    ? { state: "closed", reason: answer.missing, path }
    : { state: "unknown", reason: answer.reason, path };
}

/** The line that asks for a way, where the spec says it. */
export function reasonAt(
  { source, sourcePath }: Model,
  kind: AccessReason["kind"],
  path: SpecPath,
  says = "",
): AccessReason {
  return { kind, path: formatSpecPath(path), says, line: source.locateKey(sourcePath(path)).line };
}

/** Actions as the matrix lists them: each once, sorted, those that nothing asks for told apart. */
export function actionsOf(names: Iterable<string>, isAsked: (name: string) => boolean): readonly AccessAction[] {
  return [...new Set(names)].sort().map((name) => ({ name, asked: isAsked(name) }));
}
