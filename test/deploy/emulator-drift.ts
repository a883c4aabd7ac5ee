import type { PlannedChange } from "./terraform.ts";

/** An argument that a local AWS does not give back, so that every plan would set it again. */
interface Drift {
  readonly type: RegExp;
  readonly attributes: readonly string[];
  readonly reason: string;
}

/** Shown with the tests, so that nobody takes what is left out for proven. */
export const emulatorDrift: readonly Drift[] = [
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
];

/** Whether a planned change is more than what the local AWS forgot. */
export function isReal({ address, actions, attributes }: PlannedChange): boolean {
  const forgotten = emulatorDrift.filter(({ type }) => type.test(address)).flatMap((drift) => drift.attributes);
  return actions.join() !== "update" || !attributes.every((attribute) => forgotten.includes(attribute));
}
