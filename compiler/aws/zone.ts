import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Route } from "../../schema/model/model.ts";
import type { Context, StackName } from "../context.ts";

/** A host of a route whose zone the system may write to. */
export interface ZonedHost {
  readonly host: string;
  readonly routeName: string;
  readonly route: Route;
  /** The zone, looked up in the stack that asks. */
  readonly zone: TerraformNode<"data.aws_route53_zone">;
  readonly origin: SpecPath;
}

/** The hosts of all routes that name a zone. */
export function zonedHosts({ model }: Context, stack: StackName): readonly ZonedHost[] {
  const zones = new Map<string, ZonedHost["zone"]>();
  return Object.entries(model.spec.routes).flatMap(([routeName, route]) => {
    const { zone: name, hosts } = route;
    if (name === undefined) return [];
    const known = zones.get(name) ?? lookUp(stack, name, ["routes", routeName, "zone"]);
    zones.set(name, known);
    return Object.keys(hosts).map((host) => ({
      host,
      routeName,
      route,
      zone: known,
      origin: ["routes", routeName, "hosts", host],
    }));
  });
}

/** The name of a host's or zone's resources: Terraform's names do not begin with a digit. */
export function hostResource(host: string): string {
  return /^\d/.test(host) ? `_${host}` : host;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/route53_zone */
function lookUp(stack: StackName, name: string, origin: SpecPath): ZonedHost["zone"] {
  return terraform("data.aws_route53_zone", {
    stack,
    name: hostResource(name),
    origin,
    config: { name, privateZone: false },
  });
}
