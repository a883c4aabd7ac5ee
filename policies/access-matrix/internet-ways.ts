import { formatSpecPath } from "../../schema/spec-path.ts";
import { declaredPorts } from "../facts/declared-exposures.ts";
import { label } from "../facts/spec-item.ts";
import { type AccessInput, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import { portTexts } from "./port-text.ts";

/** What comes in from outside of the network: through load balancers, and through what security groups admit by address. */
export function internetWays(input: AccessInput): readonly FoundWay[] {
  return [...exposureWays(input), ...strangerWays(input)];
}

function exposureWays({ model, facts }: AccessInput): readonly FoundWay[] {
  return facts.reachability.exposures().flatMap((exposure): readonly FoundWay[] => {
    const { item, through, ports, answer } = exposure;
    const declared = new Set(declaredPorts(model, exposure));
    const asked = ports.filter((port) => declared.has(port));
    const rest = ports.filter((port) => !declared.has(port));
    const target = formatSpecPath(item);
    const way = { source: "internet", target, kind: "network", ...stateOf(answer), actions: [] } as const;
    const because = asked.length > 0 ? [reasonAt(model, "route", through)] : [];
    return [
      ...(asked.length > 0 ? [{ ...way, ports: asked.map(String), because }] : []),
      ...(rest.length > 0 && answer.reaches !== "no" ? [{ ...way, ports: rest.map(String), because: [] }] : []),
    ];
  });
}

/** What the groups of nodes, databases and control planes admit from elsewhere. Nothing of a spec asks for that. */
function strangerWays({ facts }: AccessInput): readonly FoundWay[] {
  return facts.reachability.strangers().map(({ who, kind, target, rule, ports, unknown }) => {
    const group = rule.group ? label(rule.group) : rule.address;
    return {
      ...{ source: kind === "internet" ? "internet" : who, target, kind: "network" },
      ...(unknown === undefined ? { state: "open" } : { state: "unknown", reason: unknown }),
      ...{ ports: portTexts(ports), path: [`security group ${group} admits ${who}`], actions: [], because: [] },
    };
  });
}
