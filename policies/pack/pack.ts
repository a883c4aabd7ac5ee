import type { Severity } from "../../schema/finding.ts";
import type { Parameters, Policy, Rule } from "../rule.ts";

/** What a pack sets for one policy. What it leaves out stays as it is. */
export interface PolicySettings {
  readonly severity?: Severity;
  readonly parameters?: Parameters;
  readonly waivable?: boolean;
  readonly maxWaiverDays?: number;
  /** Turns on a policy of the profile `optional`. */
  readonly enabled?: boolean;
}

/**
 * What an organisation makes of the policies: owned by other people than the specs, which cannot change any of it.
 */
export interface Pack {
  readonly name: string;
  readonly owner: string;
  /** The mildest profile that a system is judged by, whatever its spec says. */
  readonly profile?: SpecProfile;
  /** By the policy's id. */
  readonly policies: Readonly<Record<string, PolicySettings>>;
  /** The organisation's own rules. */
  readonly rules?: readonly Rule[];
}

/** The profiles that a spec can name, the mildest first. */
export const specProfiles = ["base", "prod", "regulated"] as const;

/** A profile that a spec can name: one of {@link specProfiles}. */
export type SpecProfile = (typeof specProfiles)[number];

/** The stricter of two profiles. */
export function stricter(left: SpecProfile, right: SpecProfile = "base"): SpecProfile {
  return specProfiles.indexOf(left) > specProfiles.indexOf(right) ? left : right;
}

/** The policies as they come: nothing is set. */
export const basePack: Pack = { name: "built-in", owner: "groundplan", policies: {} };

/** A policy as a pack sets it. */
export function applyPack<Kind extends Policy>(policy: Kind, { policies }: Pack): Kind {
  const { severity, waivable, maxWaiverDays, parameters } = policies[policy.id] ?? {};
  return {
    ...policy,
    ...(severity !== undefined && { severity }),
    ...(waivable !== undefined && { waivable }),
    ...(maxWaiverDays !== undefined && { maxWaiverDays }),
    ...(parameters !== undefined && { parameters: { ...policy.parameters, ...parameters } }),
  };
}
