import type { PlannedChange } from "./terraform.ts";

/** An argument that a local AWS does not give back, so that every plan would set it again. */
interface Drift {
  readonly type: RegExp;
  readonly attributes: readonly string[];
  readonly reason: string;
  /** Only of a moto as it is published, without what a fuller local AWS adds. */
  readonly isPlain?: true;
}

/** Shown with the tests, so that nobody takes what is left out for proven. */
const drifts: readonly Drift[] = [
  {
    type: /^aws_vpc_security_group_(?:ingress|egress)_rule\./,
    attributes: ["description"],
    reason: "moto 5.2 keeps the description of a rule for address ranges, and drops that of a rule for another group",
  },
  {
    type: /^aws_cognito_user_pool\./,
    attributes: ["user_pool_tier"],
    reason: "AWS provider 5.100 leaves AWS's default out when it creates, and moto 5.2 then knows of none",
  },
  {
    type: /^aws_elasticache_replication_group\./,
    attributes: ["transit_encryption_mode"],
    reason: "the provider reads it of the nodes, of which moto 5.2 says less than of their group",
  },
  {
    type: /^aws_db_instance\./,
    attributes: [
      "monitoring_interval",
      "monitoring_role_arn",
      "performance_insights_enabled",
      "performance_insights_kms_key_id",
      "performance_insights_retention_period",
    ],
    reason: "moto 5.2 as it is published keeps nothing about the monitoring of a database",
    isPlain: true,
  },
  {
    type: /^aws_db_parameter_group\./,
    attributes: ["parameter"],
    reason: "moto 5.2 as it is published keeps no parameters that are set when a group is made",
    isPlain: true,
  },
];

/** What the local AWS at hand forgets. */
export function emulatorDrift(isPlainMoto: boolean): readonly Drift[] {
  return drifts.filter(({ isPlain }) => isPlainMoto || !isPlain);
}

/** Whether a planned change is more than what the local AWS forgot. */
export function isReal({ address, actions, attributes }: PlannedChange, drifts: readonly Drift[]): boolean {
  const forgotten = drifts.filter(({ type }) => type.test(address)).flatMap((drift) => drift.attributes);
  return actions.join() !== "update" || !attributes.every((attribute) => forgotten.includes(attribute));
}
