import type { SourceRange, SpecPath } from "../finding.ts";
import type { Address } from "../graph/value.ts";

/** What a thing is: decides how it is drawn, and what it is called for people. */
export type ThingKind =
  | "internet"
  | "route"
  | "service"
  | "database"
  | "cache"
  | "bucket"
  | "queue"
  | "user pool"
  | "secret"
  | "host elsewhere"
  | "control plane"
  | "node pool"
  | "add-ons"
  | "NAT gateway"
  | "endpoints";

/** What stands around things: a place in AWS or in Kubernetes. */
export type GroupKind = "region" | "VPC" | "tier" | "cluster" | "namespace";

/** What things, groups and ways have: the part of the spec that asked for them, and where it stands. */
export interface FromSpec {
  readonly path: SpecPath;
  /** The key in the spec, or that of the nearest part which the file has. */
  readonly range: SourceRange;
}

/** One box of a picture of a system. */
export interface Thing extends FromSpec {
  /** Its path as people type it where the spec names it, e.g. `services.api`. */
  readonly id: string;
  readonly kind: ThingKind;
  readonly name: string;
  /** What to know of it, the most important first, each a few words. */
  readonly details: readonly string[];
  /** The id of the group that it stands in; none outside AWS. */
  readonly group?: string;
  /** The parts of the spec that it stands for together, where it stands for several. */
  readonly holds?: readonly SpecPath[];
  /** What it becomes, sorted. */
  readonly resources: readonly Address[];
}

/** A box around others. */
export interface Group extends FromSpec {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  /** Things of its own, sorted: e.g. the subnets of a tier. */
  readonly resources: readonly Address[];
  /** The id of the group around it. */
  readonly parent?: string;
}

/** A way from one thing to another. */
export interface Way extends FromSpec {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `in`: what the internet can reach; `route`: a load balancer leads there; `uses`: a line of `uses`; `secret`: a value is delivered; `undeclared`: it is open, and no line of the spec asks for it. */
  readonly kind: "in" | "route" | "uses" | "secret" | "undeclared";
  /** The verb, or the host and path, or who may come. */
  readonly what: string;
  /** The TCP port at its end. Absent where there is none. */
  readonly port?: number;
}

/**
 * A system in one environment as people would draw it: plain data. Layouts, pictures and lists are views of it.
 * Ids are unique over things and groups; every way ends at things.
 */
export interface Architecture {
  readonly name: string;
  readonly things: readonly Thing[];
  /** A group stands behind the one around it. */
  readonly groups: readonly Group[];
  readonly ways: readonly Way[];
  /** What belongs to no thing and no group, sorted. */
  readonly resources: readonly Address[];
}
