import type { PolicyFinding } from "../../policies/check-report.ts";
import { architectureOf } from "../../schema/architecture/architecture-of.ts";
import type { Picture } from "../../schema/architecture/picture.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { layOut } from "./lay-out.ts";
import { summarize } from "./summarize.ts";
import { withUndeclaredWays } from "./undeclared-ways.ts";

/** What a picture is made from. */
export interface Pictured {
  readonly model: Model;
  readonly graph: ResourceGraph;
}

/** The picture of a system in one environment, with the ways that its findings show to be open. */
export function pictureOf({ model, graph }: Pictured, findings: readonly PolicyFinding[]): Promise<Picture> {
  return layOut(summarize(withUndeclaredWays(architectureOf(model, graph), findings)));
}
