import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";

/** For how many seconds a pod goes on serving while the load balancer learns that it leaves. */
const drainSeconds = 15;

/** A load balancer's target waits at most this many seconds for requests under way. */
const longestDelay = 3600;

/** Whether an application load balancer leads to a service. */
function isBalanced({ model, routesTo }: Context, name: string): boolean {
  return (routesTo.get(name) ?? []).some((route) => model.spec.routes[route]?.loadBalancer === "application");
}

/**
 * How long the pods of a service have to end, in seconds. Behind a load balancer requests arrive for some seconds after
 * a pod was told to end: it sleeps before it is, and then has its grace.
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function termination({ routesTo }: Context, name: string, { gracePeriod }: Service) {
  const seconds = parseDuration(gracePeriod);
  if (!routesTo.has(name)) return { seconds, lifecycle: {} };
  return {
    seconds: drainSeconds + seconds,
    lifecycle: { lifecycle: { preStop: { sleep: { seconds: drainSeconds } } } },
  };
}

/**
 * What the load balancer controller reads from a Service whose pods are targets of an application load balancer: where
 * it asks whether they are well, and how long it lets requests of a leaving pod end.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function targetAnnotations(context: Context, { name, service }: Workload): Record<string, string> {
  if (!isBalanced(context, name)) return {};
  const prefix = "alb.ingress.kubernetes.io";
  const { readiness } = service.probes;
  const delay = Math.min(longestDelay, termination(context, name, service).seconds);
  return {
    [`${prefix}/target-group-attributes`]: `deregistration_delay.timeout_seconds=${delay}`,
    ...(readiness?.path !== undefined
      ? {
          [`${prefix}/healthcheck-path`]: readiness.path,
          ...(readiness.port !== service.port && { [`${prefix}/healthcheck-port`]: String(readiness.port) }),
          // What Kubernetes' own probe takes for an answer that all is well.
          [`${prefix}/success-codes`]: "200-399",
        }
      : // Nobody said what is well: whatever answers is there.
        { [`${prefix}/success-codes`]: "200-499" }),
  };
}
