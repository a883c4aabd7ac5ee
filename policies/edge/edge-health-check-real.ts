import { awsDocs, tool } from "../anchors.ts";
import { type HealthCheck, healthChecks } from "../facts/health-checks.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { selects } from "../facts/selectors.ts";
import { defineRule } from "../rule.ts";

/** A load balancer sends nobody to a pod that is not ready. */
export const edgeHealthCheckReal = defineRule({
  id: "edge-health-check-real",
  title: "Load balancers ask what the readiness probe asks",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The load balancer decides by its own question whether a pod gets requests. Where it asks for less than readiness does, it sends people to pods that cannot answer; where it asks something else, one typing mistake takes all of them out.",
  remediation:
    "Give `probes.readiness` of the service a `path`: load balancers then ask for it. Take annotations about health checks out of `overrides`.",
  anchors: [
    tool("Checkov", "CKV_AWS_261"),
    awsDocs(
      "Health checks for Application Load Balancer target groups",
      "elasticloadbalancing/latest/application/target-group-health-checks.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const checks = healthChecks(graph);
    return judgeNodes([...checks.keys()], (service) => {
      const check = checks.get(service);
      const { namespace } = objectName(service);
      const matchLabels = service.object.spec?.selector;
      const pod = facts.pods.find((each) => each.namespace === namespace && selects({ matchLabels }, each.labels));
      const setting = service.origin[0] === "services" ? ["probes", "readiness"] : [];
      return check && pod && judge(check, readinessOf(pod, check.port), { service: service.name, setting });
    });
  },
});

interface Question {
  /** Absent where it asks otherwise than by HTTP. */
  readonly path?: string;
  readonly port?: string;
}

/** What the probe of the container that listens asks; `undefined` where there is none, which is said of the pod. */
function readinessOf({ containers }: PodTemplate, port: string | undefined): Question | undefined {
  const mains = containers.filter(({ role }) => role === "main");
  const listening = mains.find(({ spec }) => JSON.stringify(spec.ports ?? []).includes(`"containerPort":${port}`));
  const probe = (listening ?? mains[0])?.spec.readinessProbe;
  if (!probe) return undefined;
  const { httpGet } = probe;
  return httpGet ? { path: String(httpGet.path ?? "/"), port: String(httpGet.port) } : {};
}

function judge(
  { balancer, protocol, path, port }: HealthCheck,
  readiness: Question | undefined,
  { service, setting }: { readonly service: string; readonly setting: readonly string[] },
): NodeVerdict | undefined {
  if (!readiness) return undefined;
  if (protocol === undefined || path === undefined || port === undefined)
    return { unknown: "what its load balancer asks is known only at apply" };
  const asked = protocol === "TCP" ? `a connection to ${port}` : `GET ${path} on ${port}`;
  if (readiness.path === undefined) {
    if (balancer === "network" && protocol === "TCP") return { proof: asked };
    return [
      {
        setting,
        key: "any",
        message: `the load balancer asks the pods of "${service}" for ${path}, and readiness for no path`,
        expected: "a path that says whether a pod is ready",
        actual: asked,
      },
    ];
  }
  const expected = `GET ${readiness.path} on ${readiness.port}`;
  if (asked === expected) return { proof: `${asked}, as the readiness probe` };
  return [
    {
      setting,
      key: "other",
      message: `the load balancer asks the pods of "${service}" something else than readiness does`,
      expected,
      actual: asked,
    },
  ];
}
