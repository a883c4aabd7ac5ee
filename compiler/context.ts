import type { Model } from "../schema/model/model.ts";

/** The stacks in the order of deployment; each refers only to earlier ones. */
export const stackNames = ["network", "registry", "data", "cluster", "identity", "platform", "workloads"] as const;

/** A stack by its short name. */
export type StackName = (typeof stackNames)[number];

/** What every part of the compiler is given. */
export interface Context {
  readonly model: Model;
  /** The stem of every name: the system, and the environment if there is one. */
  readonly name: string;
  /** The region, e.g. `eu-west-1`. */
  readonly region: string;
}
