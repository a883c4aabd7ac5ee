import { count } from "../../schema/count.ts";
import { type SpecFinding, type SpecProblem, severities } from "../../schema/finding.ts";
import { placeProblems } from "../../schema/source/place-problem.ts";
import type { Source } from "../../schema/source/source.ts";
import { policies as everyPolicy } from "../registry.ts";
import { basePack, type Pack, type PolicySettings, specProfiles, stricter } from "./pack.ts";

/** A pack and the file that it was read from. */
export interface PackFile {
  readonly pack: Pack;
  readonly source: Source;
}

/**
 * Puts packs together, the most general first. The first pack that speaks of a policy may set anything: it is the
 * organisation's own reading of it, with what it leaves as it is. A later pack may only tighten severity, waivability and waiver days and turn more
 * on, also of the rules of an earlier pack; what loosens them is a mistake in that pack. Parameters have no order of
 * strictness, so a later one replaces.
 */
export function mergePacks(files: readonly PackFile[]): {
  readonly pack: Pack;
  readonly findings: readonly SpecFinding[];
} {
  const findings: SpecFinding[] = [];
  let merged = basePack;
  for (const { pack, source } of files) {
    findings.push(...placeProblems(source, loosenings(merged, pack)));
    const rules = [...(merged.rules ?? []), ...(pack.rules ?? [])];
    merged = {
      ...{ name: joinNames(merged, pack), owner: pack.owner, policies: mergePolicies(merged, pack) },
      profile: stricter(pack.profile ?? "base", merged.profile),
      ...(rules.length > 0 && { rules }),
    };
  }
  return { pack: merged, findings };
}

function joinNames(merged: Pack, pack: Pack): string {
  return merged === basePack ? pack.name : `${merged.name} + ${pack.name}`;
}

function mergePolicies(merged: Pack, pack: Pack): Pack["policies"] {
  const entries = Object.entries(pack.policies).map(([id, settings]): [string, PolicySettings] => {
    const before = merged.policies[id];
    const parameters = { ...before?.parameters, ...settings.parameters };
    return [id, { ...before, ...settings, ...(Object.keys(parameters).length > 0 && { parameters }) }];
  });
  return { ...merged.policies, ...Object.fromEntries(entries) };
}

function loosenings(merged: Pack, pack: Pack): SpecProblem[] {
  return [...looserProfile(merged, pack), ...looserPolicies(merged, pack)];
}

function looserProfile(merged: Pack, { profile }: Pack): SpecProblem[] {
  const before = merged.profile ?? "base";
  if (profile === undefined || specProfiles.indexOf(profile) >= specProfiles.indexOf(before)) return [];
  return [
    {
      code: "conflict",
      path: ["profile"],
      message: `"profile: ${profile}" is milder than "${before}", which the pack "${merged.name}" asks for`,
      help: "a later pack can only tighten: remove this line",
    },
  ];
}

function looserPolicies(merged: Pack, pack: Pack): SpecProblem[] {
  const problems = Object.entries(pack.policies).flatMap(([id, settings]) => {
    const { said, left } = settingsBefore(id, merged);
    const before = { ...left, ...said };
    return looserKeys(before, settings).map((key) => {
      const sets = said[key] === undefined ? "leaves at" : "sets to";
      return {
        code: "conflict" as const,
        path: ["policies", id, key],
        message: `"${key}: ${settings[key]}" loosens "${id}", which the pack "${merged.name}" ${sets} ${before[key]}`,
        help: "a later pack can only tighten: remove this line",
      };
    });
  });
  const rest = problems.slice(mostLoosenings);
  const [next] = rest;
  if (!next) return problems;
  const more = {
    ...next,
    message: `${count(rest.length, "more line")} ${rest.length === 1 ? "loosens" : "loosen"} what the pack "${merged.name}" says`,
    help: "are the packs in the right order? The most general one comes first",
  };
  return [...problems.slice(0, mostLoosenings), more];
}

/** So many loosenings are told one by one: more are most likely two packs in the wrong order. */
const mostLoosenings = 10;

/** What the packs so far say of a policy, and what they leave as it comes, where one of them speaks of it. */
function settingsBefore(id: string, { policies, rules = [] }: Pack): Readonly<Record<"said" | "left", PolicySettings>> {
  const said = policies[id];
  const own = rules.find((rule) => rule.id === id);
  const left = said && everyPolicy.find((policy) => policy.id === id);
  return { said: { ...own, ...said }, left: left ?? {} };
}

type OrderedKey = "severity" | "waivable" | "maxWaiverDays" | "enabled";

function looserKeys(before: PolicySettings, after: PolicySettings): OrderedKey[] {
  const isLooser: Readonly<Record<OrderedKey, boolean>> = {
    severity: rank(after.severity) > rank(before.severity),
    waivable: before.waivable === false && after.waivable === true,
    maxWaiverDays: (after.maxWaiverDays ?? 0) > (before.maxWaiverDays ?? Number.POSITIVE_INFINITY),
    enabled: before.enabled === true && after.enabled === false,
  };
  return (Object.keys(isLooser) as OrderedKey[]).filter((key) => isLooser[key]);
}

/** The worst severity ranks 0. Where nothing is said nothing is looser, which NaN gives in every comparison. */
function rank(severity: PolicySettings["severity"]): number {
  return severity === undefined ? Number.NaN : severities.indexOf(severity);
}
