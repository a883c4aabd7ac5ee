import type { SpecPath } from "../../../schema/finding.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { PodTemplate } from "../pod-templates.ts";

/** A part of the spec that has pods: a service, or a store in the cluster. */
export interface Subject {
  readonly path: SpecPath;
  readonly pods: readonly PodTemplate[];
  /** The pods that do its work, beside the jobs of its rollouts. */
  readonly main: PodTemplate;
}

/** Every subject, by its path as people type it. */
export function subjectsOf(pods: readonly PodTemplate[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const [key, own] of groupBy(pods, ({ target }) => formatSpecPath(target))) {
    const [first] = own;
    if (!first) continue;
    const name = String(first.target.at(-1));
    const main = own.find((pod) => pod.name.slice(pod.name.indexOf("/") + 1) === name) ?? first;
    subjects.set(key, { path: first.target, pods: own, main });
  }
  return subjects;
}
