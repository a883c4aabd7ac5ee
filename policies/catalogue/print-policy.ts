import type { Policy } from "../rule.ts";

/** What a policy is content with and what not, as YAML that changes a spec. */
export interface PolicyExamples {
  readonly passing: PolicyExample;
  /** Absent where the language has no words for what the policy forbids. */
  readonly failing?: PolicyExample;
}

/** A part of a spec, and a few words on what it says. */
export interface PolicyExample {
  readonly name: string;
  readonly yaml: string;
}

/** The page of one policy: what, why, how to fix and waive it, parameters, sources, examples. */
export function printPolicy(policy: Policy, examples?: PolicyExamples): string {
  const { id, title, severity, profile, group, rationale, remediation } = policy;
  const sections = [
    `# ${id}\n\n**${title}.** Severity ${severity}, profile ${profile}, group ${group}.\n`,
    `## Why\n\n${rationale}\n`,
    `## How to fix it\n\n${remediation}\n`,
    ...(examples ? [printExamples(examples)] : []),
    `## How to waive it\n\n${printWaiver(policy)}`,
    ...(Object.keys(policy.parameters).length > 0 ? [`## Parameters\n\n${printParameters(policy)}`] : []),
    ...(policy.anchors.length > 0 ? [`## Asked for by\n\n${policy.anchors.map(printAnchor).join("")}`] : []),
  ];
  return sections.join("\n");
}

function printExamples({ passing, failing }: PolicyExamples): string {
  const good = `## What passes\n\n${printExample(passing)}`;
  if (failing) return `${good}\n## What fails\n\n${printExample(failing)}`;
  return `${good}\n## What fails\n\nNo spec can say it: the policy guards what the compiler makes.\n`;
}

function printExample({ name, yaml }: PolicyExample): string {
  const sentence = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return `${sentence}:\n\n\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\`\n`;
}

function printWaiver({ id, waivable, maxWaiverDays }: Policy): string {
  if (!waivable) return "It cannot be waived.\n";
  return `For at most ${maxWaiverDays} days, in the spec:

\`\`\`yaml
waivers:
  - policy: ${id}
    target: <the target that the finding names>
    reason: <why this is acceptable here, for now>
    owner: <who answers for it>
    expires: <the last day, YYYY-MM-DD>
\`\`\`
`;
}

function printParameters({ parameters }: Policy): string {
  const rows = Object.entries(parameters).map(([name, value]) => `| \`${name}\` | \`${JSON.stringify(value)}\` |\n`);
  return `A policy pack can set them.\n\n| parameter | default |\n|---|---|\n${rows.join("")}`;
}

function printAnchor({ control, url }: Policy["anchors"][number]): string {
  return url === undefined ? `- ${control}\n` : `- [${control}](${url})\n`;
}
