import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import { annotationsOf } from "../annotations.ts";
import { items, known, knownText, show } from "../known.ts";
import { objectName } from "../pod-templates.ts";
import type { ServicePort, ServicePorts } from "./service-ports.ts";

type Ingress = KubernetesNode<"Ingress">;

/** Where an Ingress leads: to ports of Services, and to what nobody can tell. */
export interface IngressBackends {
  readonly ports: readonly ServicePort[];
  /** Why not, each as a sentence of its own. */
  readonly unknown: readonly string[];
}

interface WrittenRule {
  readonly http?: { readonly paths?: object };
}

interface Backend {
  readonly service?: {
    readonly name?: unknown;
    readonly port?: { readonly number?: unknown; readonly name?: unknown };
  };
}

/** The backends of every path, and the one of whatever no path is for. https://kubernetes.io/docs/concepts/services-networking/ingress/ */
export function ingressBackends(graph: ResourceGraph, services: ServicePorts, ingress: Ingress): IngressBackends {
  const { rules, defaultBackend } = ingress.object.spec ?? {};
  const written = items<WrittenRule>(rules)?.map(({ http }) => items<{ readonly backend?: Backend }>(http?.paths));
  const paths = written?.flatMap((each) => each ?? []) ?? [];
  const isRead = written?.every((each) => each !== undefined) === true;
  const backends = [
    ...paths.map(({ backend = {} }) => backend),
    ...(defaultBackend ? [defaultBackend as Backend] : []),
  ];
  const found = backends.map((backend) => leadsTo(graph, services, ingress, backend));
  return {
    ports: found.flatMap((each) => ("ports" in each ? each.ports : [])),
    unknown: [
      ...(isRead ? [] : [`the rules of Ingress ${ingress.name} are known only at apply`]),
      ...found.flatMap((each) => ("unknown" in each ? [each.unknown] : [])),
    ],
  };
}

function leadsTo(
  graph: ResourceGraph,
  services: ServicePorts,
  ingress: Ingress,
  { service: written }: Backend,
): { readonly ports: readonly ServicePort[] } | { readonly unknown: string } {
  const { number, name: portName } = written?.port ?? {};
  const name = show(written?.name);
  if (portName === "use-annotation") return actionOf(graph, ingress, name);
  const service = services.named(`${objectName(ingress).namespace}.${name}`);
  if (!service) return { unknown: `the Service ${name} behind Ingress ${ingress.name} is not of this system` };
  const wanted = number === undefined ? undefined : known(graph, number);
  const isMeant = (each: ServicePort): boolean =>
    (wanted === undefined || each.port === wanted) && (portName === undefined || each.name === portName);
  return { ports: services.of(service).filter(isMeant) };
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions */
function actionOf(
  graph: ResourceGraph,
  ingress: Ingress,
  name: string,
): { readonly ports: readonly [] } | { readonly unknown: string } {
  const written = knownText(graph, annotationsOf(ingress)[`alb.ingress.kubernetes.io/actions.${name}`]);
  if (written && /"type"\s*:\s*"(fixed-response|redirect)"/i.test(written)) return { ports: [] };
  return { unknown: `where the action ${name} of Ingress ${ingress.name} leads is not known` };
}
