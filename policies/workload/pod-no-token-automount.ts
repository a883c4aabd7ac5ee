import type { Service } from "../../schema/model/model.ts";
import { cisEks, nsa, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Only who talks to the Kubernetes API has a credential for it. */
export const podNoTokenAutomount = defineRule({
  id: "pod-no-token-automount",
  title: "Only who needs it gets a token of the Kubernetes API",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Kubernetes puts a token into every pod unless it is told not to. A service that never calls the API loses nothing without it, and whoever takes it over finds none.",
  remediation: "The token follows from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.1.6"),
    nsa("C-0034"),
    tool("Checkov", "CKV_K8S_38"),
    tool("Trivy", "KSV-0036"),
    tool("Polaris", "automountServiceAccountToken"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { verbs: ["exec", "run"] },
  check({ model, graph, facts, parameters }) {
    return judgePods(facts.pods, ({ spec, target }) => {
      const service = target[0] === "services" ? model.spec.services[String(target[1])] : undefined;
      const written = spec.automountServiceAccountToken;
      const isMounted = knownFlag(graph, written ?? true);
      const seen = setTo("automountServiceAccountToken", written);
      if (isMounted === undefined) return { unknown: "whether it gets a token is known only at apply" };
      if (!isMounted) return { proof: seen };
      const calls = service ? callsOf(service, parameters.verbs) : [];
      if (calls.length > 0) return { proof: `${seen} → uses ${calls.join(", ")}` };
      return [
        {
          setting: ["uses"],
          key: "",
          message: "gets a token of the Kubernetes API",
          expected: "no token, or a use of the API",
          actual: seen,
        },
      ];
    });
  },
});

/** What a service calls Kubernetes for, as its `uses` say: `worker: run`. */
function callsOf({ uses }: Service, verbs: readonly string[]): readonly string[] {
  return Object.entries(uses).flatMap(([name, verb]) => (verbs.includes(verb) ? [`${name}: ${verb}`] : []));
}
