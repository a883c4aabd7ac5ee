/** Who can reach what, as plain data: only the pairs between which there is something. */
export interface AccessMatrix {
  /** Who can send or call: the path of a part of the spec, `internet` or `nodes`. In the order of the rows. */
  readonly sources: readonly string[];
  /** What can be reached: the path of a part of the spec, `internet`, `nodes`, `aws` or `kubernetes`. In the order of the columns. */
  readonly targets: readonly string[];
  /** By row, then by column. */
  readonly cells: readonly AccessCell[];
}

/** All that is between a source and a target. */
export interface AccessCell {
  readonly source: string;
  readonly target: string;
  readonly ways: readonly AccessWay[];
}

/**
 * How a way goes: over the network alone, through an API of AWS or of Kubernetes, or as the value of a secret that
 * somebody else fetches for the source.
 */
export const accessKinds = ["network", "aws", "kubernetes", "delivery"] as const;

/** Whether a way is open, closed by a missing hop, or known only at apply. */
export const accessStates = ["open", "closed", "unknown"] as const;

/** One way from a source to a target, and why it is there. */
export interface AccessWay {
  readonly kind: (typeof accessKinds)[number];
  readonly state: (typeof accessStates)[number];
  /** What is missing, or why nobody can tell before apply. Absent for a way that is open. */
  readonly reason?: string;
  /** TCP ports: `443`, `8000-8100`, or `every`. */
  readonly ports: readonly string[];
  /** The hops that are passed, in order. */
  readonly path: readonly string[];
  /** What AWS or Kubernetes allows, sorted. */
  readonly actions: readonly AccessAction[];
  /** The lines that ask for it. Empty where nothing does. */
  readonly because: readonly AccessReason[];
}

/** An action of AWS, or a verb and a resource of Kubernetes. */
export interface AccessAction {
  readonly name: string;
  /** Whether one of the way's lines implies it. */
  readonly asked: boolean;
}

/** What a line that asks for access is: an edge of `uses`, a route, a secret's delivery, or the part of the spec itself. */
export const reasonKinds = ["uses", "route", "secret", "own"] as const;

/** A line of the spec that asks for a way. */
export interface AccessReason {
  readonly kind: (typeof reasonKinds)[number];
  /** `services.api.uses.jobs` */
  readonly path: string;
  /** What the line says in a word: the verb of `uses`. Empty where its being there says all. */
  readonly says: string;
  readonly line: number;
}

/** Whether no line asks for a way, or for something that it allows. */
export function isUndeclared({ because, actions }: AccessWay): boolean {
  return because.length === 0 || actions.some(({ asked }) => !asked);
}
