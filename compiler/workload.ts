import type { SpecPath } from "../schema/finding.ts";
import type { Service } from "../schema/model/model.ts";

/** Something that runs in the cluster: a service of the spec, or what a store in the cluster becomes. */
export interface Workload {
  /** Its name in the cluster, and the value of the label that selects its pods. */
  readonly name: string;
  /** Where the spec speaks of it. */
  readonly origin: SpecPath;
  readonly service: Service;
}
