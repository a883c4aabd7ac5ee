import { compareText } from "../../schema/finding.ts";
import { policies } from "../registry.ts";
import type { Policy } from "../rule.ts";
import { type SpecProfile, specProfiles } from "./pack.ts";

/**
 * A profile as a pack: every policy that it asks, with the severity and the waivers that it has. It changes nothing
 * but that no spec can name a milder profile and no later pack can loosen a line. What benchmarks ask for and others
 * advise against stands below, as comments to take away.
 */
export function printProfilePack(profile: SpecProfile, version: string): string {
  const asked = policies.filter((policy) => isAsked(policy, profile));
  const pin = version.replace(/\d+$/, "x");
  return [
    "# yaml-language-server: $schema=../schema/policy-pack.schema.json",
    "# Printed by `groundplan generate`. Copy it, give it a name and an owner, and change what you decide otherwise.",
    "version: 1",
    `name: ${profile}`,
    "owner: groundplan",
    `groundplan: ${pin}`,
    `profile: ${profile}`,
    "policies:",
    ...asked.sort((left, right) => compareText(left.id, right.id)).map(line),
    "  # Off in every profile, because benchmarks contradict each other: turn on what you decide otherwise.",
    ...optionalPolicies().map(({ id, severity }) => `  # ${id}: { enabled: true, severity: ${severity} }`),
    "",
  ].join("\n");
}

function isAsked(policy: Policy, profile: SpecProfile): boolean {
  if (policy.profile === "correctness") return true;
  return policy.profile !== "optional" && specProfiles.indexOf(policy.profile) <= specProfiles.indexOf(profile);
}

function optionalPolicies(): readonly Policy[] {
  return policies
    .filter(({ profile }) => profile === "optional")
    .toSorted((left, right) => compareText(left.id, right.id));
}

function line({ id, severity, waivable, maxWaiverDays }: Policy): string {
  return `  ${id}: { severity: ${severity}${waivable ? `, maxWaiverDays: ${maxWaiverDays}` : ""} }`;
}
