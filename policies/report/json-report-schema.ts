import { severities, specCodes } from "../../schema/finding.ts";
import { gapKinds } from "../benchmarks/benchmark.ts";
import { findingChanges, lacks } from "../check-report.ts";
import { accessMatrixSchema } from "./access/access-schema.ts";
import { controlStates } from "./benchmarks.ts";
import { jsonReportVersion } from "./json.ts";
import { count, described, list, nullable, object, text, texts } from "./schema-parts.ts";

const day = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
const severity = { enum: [...severities] };

const position = {
  line: described({ type: "integer", minimum: 1 }, "The line of the spec, from 1."),
  column: described({ type: "integer", minimum: 1 }, "The column in UTF-16 code units, from 1."),
  endLine: { type: "integer", minimum: 1 },
  endColumn: described({ type: "integer", minimum: 1 }, "Exclusive."),
};

const problem = object("A mistake in the spec itself. No policy is asked of a spec that has one.", {
  code: { enum: [...specCodes] },
  path: described(text, "The place in the spec, e.g. `services.api.image.tag`."),
  ...position,
  message: text,
  help: described(text, "What to do about it."),
});

const waiver = object("The waiver that covers a finding.", {
  index: described(count, "Its position in the spec's `waivers`."),
  reason: text,
  owner: text,
  ticket: nullable(text),
  expires: described(day, "The last day, in UTC, on which it counts."),
  daysLeft: described({ type: "integer" }, "Whole days from `today` to `expires`; 0 is its last day."),
});

const findingKeys = {
  policy: text,
  severity,
  status: described(
    { enum: ["open", "known", "waived"] },
    "Only an open finding can fail a run. A known one is in the baseline, or was there before.",
  ),
  target: described(text, "The part of the spec that a waiver would name."),
  path: described(text, "The place in the spec to look at."),
  key: described(text, "With policy and target it names the finding, and stays when lines move."),
  ...position,
  message: text,
  expected: text,
  actual: text,
  evidence: described(texts, "What the finding rests on, a step an item."),
  resource: described(nullable(text), "The address of the resource or object that was judged."),
  help: text,
  notes: texts,
  waiver: nullable(waiver),
};

const finding = object("What a policy found.", findingKeys);

const lost = list(
  object("A resource that goes or is made anew.", {
    address: text,
    loses: described({ enum: ["data", "address", null] }, "What is lost with it beyond its configuration."),
  }),
);

const delta = object("What differs from an earlier state of the specs.", {
  against: described(text, "How that state is named."),
  systems: list(
    object("What an edit does to one system in one environment.", {
      file: text,
      system: nullable(text),
      environment: nullable(text),
      state: described(
        { enum: ["compared", "new", "removed", "invalid-before", "invalid"] },
        "Whether it was there before, and whether the two could be compared.",
      ),
      findings: list(
        object("A finding that is not what it was. As it was, where nothing finds it any more.", {
          change: described({ enum: [...findingChanges] }, "What became of it."),
          was: described(nullable(text), "What it was, where that is of interest."),
          ...findingKeys,
        }),
      ),
      resources: nullable(
        object("What becomes of its resources and objects, by address.", {
          created: texts,
          changed: described(texts, "Changed in place."),
          replaced: described(lost, "Made anew."),
          destroyed: lost,
        }),
      ),
    }),
  ),
  files: list(
    object("The lines of a file that are new or not as they were.", {
      file: text,
      changed: list(object("Lines from 1, both among them.", { line: position.line, endLine: position.endLine })),
    }),
  ),
});

const coverage = object("How one policy came out over all its targets.", {
  policy: text,
  applies: described({ type: "boolean" }, "False when it found nothing in the system to judge: all counts are 0."),
  compliant: count,
  open: count,
  waived: count,
  notEvaluated: list(
    object("A target that could not be judged. It is never counted as compliant.", { target: text, reason: text }),
  ),
  passes: list(
    object("A target that does what the policy asks.", {
      target: text,
      resource: described(nullable(text), "The address of the resource or object that was judged."),
      evidence: described(texts, "What the pass rests on, a path an item."),
    }),
  ),
});

const system = object("One spec in one environment.", {
  file: text,
  system: described(nullable(text), "Null when the spec could not be read that far."),
  environment: described(nullable(text), "Null for the spec without an environment."),
  compiled: nullable(
    object("How much was compiled. Null when nothing was.", { stacks: count, resources: count, objects: count }),
  ),
  problems: list(problem),
  findings: list(finding),
  coverage: described(list(coverage), "Every policy that was asked."),
  notAsked: list(
    object("A policy that was not asked.", {
      policy: text,
      by: described(
        { enum: [...lacks] },
        "What would ask it: a stricter profile, a policy pack that turns it on (optional), or --against.",
      ),
    }),
  ),
  overrides: list(
    object("What the spec lays over what is compiled, past the language.", {
      pattern: text,
      line: position.line,
      addresses: described(texts, "The resources and objects that it changes."),
    }),
  ),
  renames: list(
    object("Something that had another name.", {
      path: text,
      from: text,
      line: position.line,
      moved: described(count, "How many resources Terraform finds under their new addresses."),
      replaced: described(texts, "What is made anew all the same."),
    }),
  ),
  access: nullable(accessMatrixSchema),
});

const benchmark = object("A public benchmark: how the run stands against it, and what of it no policy checks.", {
  name: text,
  page: described(text, "Where it is published."),
  controls: list(
    object("A control that policies check, and the worst that any of them says over all systems.", {
      control: text,
      title: described(text, "What it asks, in words of groundplan's."),
      policies: texts,
      state: described(
        { enum: [...controlStates] },
        "The worst first: before a pass comes what was not asked, before a waiver what could not be judged.",
      ),
      why: described(texts, "Why it was not evaluated, or what would ask it. Empty for the other states."),
      limit: described(nullable(text), "What its policies do not see."),
      url: nullable(text),
    }),
  ),
  unchecked: list(
    object("A control that no policy checks, or several about one thing.", {
      controls: texts,
      title: text,
      kind: described(
        { enum: Object.keys(gapKinds) },
        "It is about the account and its people, about what only shows while it runs, about nothing that a spec can name (unsayable) or can name yet (later), or is left out on purpose (decided).",
      ),
      reason: text,
    }),
  ),
});

/** The JSON Schema of what `--format json` prints. Every key is always there; what does not apply is null. */
export const jsonReportSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $comment: "Printed by `groundplan generate`. Do not edit.",
  title: "groundplan report",
  ...object("What a run of groundplan says of some systems.", {
    version: { const: jsonReportVersion },
    tool: object("What made the report.", { name: { const: "groundplan" }, version: text }),
    today: described(day, "The day of the run in UTC."),
    failOn: described({ enum: [...severities, "never"] }, "Open findings at or above this severity fail the run."),
    verdict: described({ enum: ["clean", "findings", "invalid"] }, "The exit codes 0, 1 and 2."),
    totals: object("What the run comes to. What several environments of a file share counts once.", {
      problems: count,
      open: object("Open findings by severity.", Object.fromEntries(severities.map((name) => [name, count]))),
      failing: described(count, "Open findings that fail the run."),
      known: described(count, "Findings that the baseline knows, or that were there before."),
      waived: count,
      expiring: described(count, "Waived findings whose waiver ends within 14 days."),
      notEvaluated: count,
      compliant: count,
    }),
    delta: described(nullable(delta), "Null when the run is compared with nothing (`--against`)."),
    systems: list(system),
    benchmarks: list(benchmark),
  }),
};
