import * as z from "zod";
import { key, text } from "./key.ts";
import { cidr, duration } from "./text.ts";

/** A zone by its letter, or in full when the letter is not enough to read: `a`, `us-west-2a`. */
const zone = text(/^([a-z]|[a-z]{2}(-[a-z]+)+-\d[a-z])$/, "an availability zone", "its letter, or its full name");

const tier = z.strictObject({
  zones: key(
    z.array(zone).min(1).max(6).optional(),
    "The zones that this tier has a subnet in. All zones of the network when absent.",
    ["a", "b"],
  ),
  cidrs: key(
    z.record(zone, cidr).optional(),
    "The subnet's address range in each zone. When absent, ranges are computed from tier and zone alone, so that they never move when a zone or tier is added later.",
    { a: "10.0.1.0/24", b: "10.0.2.0/24" },
  ),
  autoPublicIp: key(
    z.boolean().optional(),
    "Whether instances launched here get a public address. By default only where a node pool sits in a public tier: EKS refuses a managed node group in such a subnet without it.",
    false,
  ),
});

/** The AWS services that a spec can name an endpoint for, by the short name of the service in endpoint names. */
const endpointNames = [
  "autoscaling",
  "dynamodb",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "monitoring",
  "s3",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

const endpoint = z.strictObject({});

const endpoints = z.strictObject(
  Object.fromEntries(
    endpointNames.map((service) => [service, key(endpoint.optional(), `The endpoint of ${service}.`, {})]),
  ) as Record<(typeof endpointNames)[number], z.ZodOptional<typeof endpoint>>,
);

/** `network`: zones, subnet tiers, the way out, endpoints of AWS services, and flow logs. */
export const network = z.strictObject({
  zones: key(
    z.array(zone).min(1).max(6).default(["a", "b", "c"]),
    "The availability zones, by letter.",
    ["a", "b", "c"],
    ["ap-southeast-1a", "ap-southeast-1b"],
  ),
  tiers: key(
    z
      .strictObject({
        public: key(tier.optional(), "Subnets with a route to the internet gateway: load balancers, NAT gateways.", {}),
        private: key(tier.optional(), "Subnets whose way out is a NAT gateway: nodes and services.", {}),
        data: key(tier.optional(), "Subnets with no way out: data stores.", { zones: ["a", "b"] }),
      })
      .default({ public: {}, private: {} }),
    "The subnet tiers. A tier that is not named does not exist.",
    { public: {}, private: {}, data: {} },
  ),
  nat: key(
    z.enum(["none", "single", "per-zone", "custom"]).default("per-zone"),
    "NAT gateways for the private tier: none, one shared by all zones, one in each zone, or as `natZones` says.",
    "per-zone",
  ),
  natZones: key(
    z.record(zone, zone).default({}),
    "For `nat: custom`: the zone of each private subnet, and the zone of the NAT gateway that it uses.",
    { a: "a", b: "b", c: "a" },
  ),
  endpoints: key(
    endpoints.prefault({}),
    "AWS services that are reached without the internet: s3 and dynamodb by a route, the others by network interfaces in the private tier (in the public one where there is no private).",
    { s3: {}, "ecr.api": {}, "ecr.dkr": {}, sts: {} },
  ),
  flowLogs: key(
    z
      .strictObject({
        enabled: key(z.boolean().default(true), "Whether the VPC's traffic is logged.", true),
        retention: key(duration.default("90d"), "How long flow logs are kept, in days.", "90d", "365d"),
      })
      .prefault({}),
    "VPC flow logs, to an encrypted CloudWatch log group.",
    { retention: "365d" },
  ),
});
