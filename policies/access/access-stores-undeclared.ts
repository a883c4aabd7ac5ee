import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { eksBestPractice } from "../anchors.ts";
import { declaringTargets } from "../facts/declared-edges.ts";
import { namesOf } from "../facts/evidence.ts";
import { hostsElsewhere } from "../facts/hosts-elsewhere.ts";
import { evidenceOf } from "../facts/reachability/answer.ts";
import type { Arrival } from "../facts/reachability/way.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/**
 * Nothing gets to a store that does not declare it. Databases in the same subnets and on the same port are one place for
 * a network policy, so that whoever declares one of them is not told of the others: their logins tell them apart.
 */
export const accessStoresUndeclared = defineRule({
  id: "access-stores-undeclared",
  title: "Only who declares a store reaches it",
  group: "access",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "`uses` is what a reviewer reads. Whatever else gets to a store, in the cluster or through AWS, is a way for an intruder that nobody agreed to.",
  remediation:
    "Declare the store in `uses`, or close the way that the evidence shows: it comes from an entry of `overrides`, from `external` or a store whose `cidrs` are wider than they need to be, or it is a fault of the compiler.",
  anchors: [eksBestPractice("Restrict traffic between pods", "network-security")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, facts: { reachability } }) {
    const stores = Object.keys(model.spec.stores);
    if (stores.length === 0) return [];
    const hosts = hostsElsewhere(model);
    const elsewhere = { asked: hosts.filter(({ item }) => item[0] === "stores"), all: hosts };
    const managed = groupBy(
      [
        ...reachability.arrivalsAtDatabases(),
        ...reachability.arrivalsAtBuckets(),
        ...reachability.arrivalsAtHosts(elsewhere),
      ],
      ({ target }) => formatSpecPath(target),
    );
    return stores.flatMap((store) => {
      const target = ["stores", store];
      const arrivals = [...reachability.arrivalsAtPods(target), ...(managed.get(formatSpecPath(target)) ?? [])];
      const found = arrivals
        .filter((arrival) => formatSpecPath(arrival.subject.path) !== formatSpecPath(target))
        .filter((arrival) => declaringTargets(model, reachability, arrival).length === 0)
        .map((arrival) => judge(arrival));
      if (found.length > 0) return found;
      const users = arrivals.map(({ subject }) => formatSpecPath(subject.path));
      const reached = users.length > 0 ? `reached by ${namesOf(users)} → declared in their uses` : "nothing gets to it";
      return [{ verdict: "compliant", target, evidence: [`store ${store} → ${reached}`] }];
    });
  },
});

function judge({ subject, target, resource: node, ports, actions, answer }: Arrival): RuleResult {
  const [who, store] = [subject.path, target].map((path) => String(path.at(-1)));
  const evidence = [evidenceOf(answer)];
  const resource = node === undefined ? {} : { resource: node };
  if (answer.reaches === "unknown")
    return { verdict: "not-evaluated", target, reason: `${who}: ${answer.reason}`, evidence, ...resource };
  const how = actions.length > 0 ? `may ${actions.join(", ")}` : `on port ${ports.join(", ")}`;
  return {
    verdict: "not-compliant",
    target,
    key: `from:${formatSpecPath(subject.path)}`,
    message: `"${who}" reaches the store "${store}" without using it`,
    expected: `no way from "${who}", or a line of its "uses"`,
    actual: how,
    evidence,
    ...resource,
  };
}
