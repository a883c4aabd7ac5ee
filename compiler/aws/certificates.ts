import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Reference } from "../../schema/graph/value.ts";
import type { Context } from "../context.ts";
import { hostResource, type ZonedHost, zonedHosts } from "./zone.ts";

/** The certificates that are made, by host. */
export interface Certificates {
  readonly ofHosts: Readonly<Record<string, TerraformNode<"aws_acm_certificate_validation">>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * A certificate for each host of a route that names a zone and no certificate of its own. One for all hosts would have
 * to be replaced with each new host, and cannot be deleted while the load balancer uses it, which a later stack makes.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function certificates(context: Context): Certificates {
  const made = zonedHosts(context, "certificate")
    .filter(({ route }) => route.certificate === undefined)
    .map((zoned) => ({ zoned, ...certificate(zoned) }));
  return {
    ofHosts: Object.fromEntries(made.map(({ zoned, validation }) => [zoned.host, validation])),
    nodes: [...new Set(made.flatMap(({ zoned, nodes }) => [zoned.zone, ...nodes]))],
  };
}

function certificate({ host, zone, origin }: ZonedHost) {
  const place = { stack: "certificate", name: hostResource(host), origin };
  const requested = terraform("aws_acm_certificate", {
    ...place,
    config: { domainName: host, validationMethod: "DNS", tags: { Name: host } },
    lifecycle: { createBeforeDestroy: true },
  });
  // The proof that ACM asks for. It asks for one of each name, and the certificate has one.
  const proof = (attribute: string): Reference => ({
    ...ref(requested, `domain_validation_options[*].${attribute}`),
    function: "one",
  });
  const record = terraform("aws_route53_record", {
    ...place,
    config: {
      zoneId: ref(zone, "zone_id"),
      name: proof("resource_record_name"),
      type: proof("resource_record_type"),
      records: [proof("resource_record_value")],
      ttl: 60,
      // The proof of a name is the same for every certificate of the account: another environment may have made it.
      allowOverwrite: true,
    },
  });
  const validation = terraform("aws_acm_certificate_validation", {
    ...place,
    config: { certificateArn: ref(requested, "arn"), validationRecordFqdns: [ref(record, "fqdn")] },
  });
  return { validation, nodes: [requested, record, validation] };
}
