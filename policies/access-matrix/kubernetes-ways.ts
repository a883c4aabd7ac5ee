import { formatSpecPath } from "../../schema/spec-path.ts";
import { declaredRight, entryRights } from "../facts/access-entries.ts";
import { derivedRights } from "../facts/derived-rights.ts";
import { isWorld } from "../facts/ingress-rules.ts";
import { items, knownFlag, knownText, show } from "../facts/known.ts";
import { specItem } from "../facts/spec-item.ts";
import { type AccessInput, actionsOf, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import type { KubernetesRights } from "./kubernetes-rights.ts";

/** Who may do what with the API of Kubernetes: pods by their roles, people by access entries, and whence it is reached. */
export function kubernetesWays(input: AccessInput, rights: KubernetesRights): readonly FoundWay[] {
  return [
    ...rights.sources.flatMap((source) => podWays(input, rights, source)),
    ...entryWays(input),
    ...endpointWays(input),
  ];
}

const target = "kubernetes";

function podWays(
  { model, facts: { reachability } }: AccessInput,
  rights: KubernetesRights,
  source: string,
): FoundWay[] {
  const subject = reachability.subjects.get(source);
  const held = rights.of(source);
  const [section, name = ""] = (subject?.path ?? []).map(String);
  const uses = section === "services" ? (model.spec.services[name]?.uses ?? {}) : {};
  const edges = Object.entries(uses).flatMap(([used, verb]) => {
    const implied = derivedRights[verb];
    const called = model.spec.services[used];
    return implied && called ? [{ used, verb, implied, namespace: called.namespace }] : [];
  });
  const asked = new Set(edges.flatMap(({ implied, namespace }) => implied.map((right) => `${right} in ${namespace}`)));
  const names = held.map(({ right, namespace }) => `${right} in ${namespace}`);
  const right = held.find(({ rule }) => rule)?.rule;
  const way = subject
    ? stateOf(reachability.toKubernetes(subject, right).answer)
    : ({ state: "open", path: [source, "API of the cluster"] } as const);
  const because = edges.map(({ used, verb }) => reasonAt(model, "uses", ["services", name, "uses", used], verb));
  return [
    {
      source,
      target,
      kind: "kubernetes",
      ...way,
      ports: ["443"],
      actions: actionsOf(names, (each) => asked.has(each)),
      because,
    },
  ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html */
function entryWays({ model, graph }: AccessInput): FoundWay[] {
  const principals = new Map(
    graph
      .resources("aws_eks_access_entry")
      .map(({ origin, config }) => [formatSpecPath(specItem(origin)), show(config.principalArn).replace(/^.*:/, "")]),
  );
  return entryRights(graph).map(({ entry, right }) => {
    const source = formatSpecPath(entry);
    const steps = [principals.get(source) ?? source, "access entry of the cluster"];
    const isAsked = right === declaredRight(model, entry);
    return {
      source,
      target,
      kind: "kubernetes",
      state: "open",
      ports: ["443"],
      path: steps,
      actions: actionsOf([right], () => isAsked),
      because: isAsked ? [reasonAt(model, "own", entry)] : [],
    };
  });
}

interface VpcConfig {
  readonly endpointPublicAccess?: unknown;
  readonly publicAccessCidrs?: object;
}

/** From where in the internet the API answers. https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
function endpointWays({ model, graph }: AccessInput): FoundWay[] {
  return graph.resources("aws_eks_cluster").flatMap(({ config }): FoundWay[] => {
    const { endpointPublicAccess = true, publicAccessCidrs } = config.vpcConfig as VpcConfig;
    const isPublic = knownFlag(graph, endpointPublicAccess);
    if (isPublic === false) return [];
    const written = items<unknown>(publicAccessCidrs)?.map((each) => knownText(graph, each));
    const cidrs = written?.length === 0 ? ["0.0.0.0/0"] : written;
    const declared = model.spec.cluster.endpoint.publicCidrs ?? [];
    const way = { target, kind: "kubernetes", ports: ["443"], actions: [] } as const;
    const reason = "whether the API of the cluster is public is known only at apply";
    if (isPublic === undefined || !cidrs?.every((each) => each !== undefined))
      return [{ ...way, source: "internet", state: "unknown", reason, path: [], because: [] }];
    return cidrs.map((cidr) => {
      const source = isWorld(cidr) ? "internet" : cidr;
      const because = declared.includes(cidr) ? [reasonAt(model, "own", ["cluster", "endpoint"])] : [];
      return { ...way, source, state: "open", path: [cidr, "public endpoint of the cluster"], because };
    });
  });
}
