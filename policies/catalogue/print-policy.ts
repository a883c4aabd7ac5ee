import Handlebars from "handlebars";
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

/** Strict, so that a word that is missing fails instead of leaving a hole; the text is ours, and Markdown. */
const page = Handlebars.compile(
  `# {{id}}

**{{title}}.** Severity {{severity}}, profile {{profile}}, group {{group}}.

## Why

{{rationale}}

## How to fix it

{{remediation}}
{{#if fixable}}

\`groundplan check --fix\` mends it, where one edit is right for everybody.
{{/if}}

{{#if examples}}
## What passes

{{examples.passing.sentence}}:

\`\`\`yaml
{{examples.passing.yaml}}
\`\`\`

## What fails

{{#if examples.failing}}
{{examples.failing.sentence}}:

\`\`\`yaml
{{examples.failing.yaml}}
\`\`\`
{{else}}
No spec can say it: the policy guards what the compiler makes.
{{/if}}

{{/if}}
## How to waive it

{{#if waivable}}
For at most {{maxWaiverDays}} days, in the spec:

\`\`\`yaml
waivers:
  - policy: {{id}}
    target: <the target that the finding names>
    reason: <why this is acceptable here, for now>
    owner: <who answers for it>
    expires: <the last day, YYYY-MM-DD>
\`\`\`
{{else}}
It cannot be waived.
{{/if}}
{{#if parameters}}

## Parameters

A policy pack can set them.

| parameter | default |
|---|---|
{{#each parameters}}
| \`{{this.name}}\` | \`{{this.value}}\` |
{{/each}}
{{/if}}
{{#if anchors}}

## Asked for by

{{#each anchors}}
- {{#if this.url}}[{{this.control}}]({{this.url}}){{else}}{{this.control}}{{/if}}
{{/each}}
{{/if}}
`,
  { noEscape: true, strict: true },
);

/** The page of one policy: what, why, how to fix and waive it, parameters, sources, examples. */
export function printPolicy(policy: Policy, examples?: PolicyExamples): string {
  const { anchors, parameters, ...rest } = policy;
  return page({
    ...rest,
    fixable: policy.fixable === true,
    examples: examples && {
      passing: described(examples.passing),
      failing: examples.failing && described(examples.failing),
    },
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: JSON.stringify(value) })),
    anchors: anchors.map(({ control, url }) => ({ control, url: url ?? "" })),
  });
}

function described({ name, yaml }: PolicyExample): { readonly sentence: string; readonly yaml: string } {
  return { sentence: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, yaml: yaml.trimEnd() };
}
