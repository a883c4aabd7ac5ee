import type { SpecPath } from "../../schema/finding.ts";
import type { KubernetesNode } from "../../schema/graph/graph.ts";
import { groupBy } from "../../schema/group-by.ts";
import { awsDocs } from "../anchors.ts";
import { annotationsOf } from "../facts/annotations.ts";
import { items, show } from "../facts/known.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** One host and path lead to one service. */
export const edgeRouteUnambiguous = defineRule({
  id: "edge-route-unambiguous",
  title: "No two rules of a load balancer answer the same requests",
  group: "edge",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "A load balancer takes the first rule that fits. A second one for the same host and path never answers, and which of the two comes first changes with names.",
  remediation: "Lead each host and path to one service.",
  anchors: [
    awsDocs("Listener rules", "elasticloadbalancing/latest/application/listener-rules.html"),
    {
      control: "AWS Load Balancer Controller: IngressGroup",
      url: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup",
    },
  ],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph }) {
    const balancers = groupBy(graph.objects("Ingress"), balancerOf);
    return [...balancers.values()].flatMap((ingresses): RuleResult[] => {
      const target = specItem(ingresses[0]?.origin ?? []);
      const ways = groupBy(ingresses.flatMap(waysOf), ({ request }) => request);
      const twice = [...ways].filter(([, same]) => same.length > 1);
      if (twice.length === 0) {
        const evidence = [...ways].map(([request, [way]]) => `${request} → ${way?.service}`);
        return [{ verdict: "compliant", target, evidence }];
      }
      return twice.map(([request, same]) => ambiguous(target, request, same));
    });
  },
});

type Ingress = KubernetesNode<"Ingress">;

interface Way {
  /** Host and path, e.g. `shop.example.com/api`. */
  readonly request: string;
  readonly service: string;
}

/** Ingresses of one group are one load balancer. */
function balancerOf(ingress: Ingress): string {
  return show(annotationsOf(ingress)["alb.ingress.kubernetes.io/group.name"] ?? ingress.name);
}

interface Rule {
  readonly host?: unknown;
  readonly http?: {
    readonly paths?: readonly {
      readonly path?: unknown;
      readonly backend?: { readonly service?: { readonly name?: unknown } };
    }[];
  };
}

function waysOf({ object }: Ingress): Way[] {
  return (items<Rule>(object.spec?.rules) ?? []).flatMap(({ host, http }) =>
    (http?.paths ?? []).map(({ path, backend }) => ({
      request: `${show(host ?? "*")}${show(path ?? "/")}`,
      service: show(backend?.service?.name),
    })),
  );
}

function ambiguous(target: SpecPath, request: string, same: readonly Way[]): RuleResult {
  const services = same.map(({ service }) => service);
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "hosts"],
    key: request,
    message: `"${request}" leads to ${services.map((service) => `"${service}"`).join(" and ")}`,
    expected: "one service",
    actual: services.join(", "),
    evidence: services.map((service) => `${request} → ${service}`),
  };
}
