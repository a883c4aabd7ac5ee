import { formatSpecPath } from "../../schema/spec-path.ts";
import type { ChangedFinding, CheckReport, LostResource, SystemDelta } from "../check-report.ts";
import { severityStyles } from "./ansi-style.ts";
import {
  changedFindings,
  changeWords,
  deltaName,
  deltaSummary,
  noResourceChanges,
  resourceCounts,
  stateWords,
} from "./delta-view.ts";
import { hangingText, type Layout } from "./hanging-text.ts";
import type { Outcome } from "./outcome.ts";
import type { Occurrence } from "./report-by-file.ts";

type Block = readonly string[];

/** What differs from the state that the run is compared with. New findings are above, with all that is said of them. */
export function deltaBlock({ delta }: CheckReport, outcome: Outcome, layout: Layout): Block {
  if (!delta) return [];
  const changes = changedFindings(delta);
  const others = changes.filter(({ item }) => !["new", "worse", "unwaived"].includes(item.change));
  const label = `against ${delta.against}:`;
  return [
    ...hangingText({ indent: "", label, styles: ["bold"], text: deltaSummary(changes, outcome) }, layout),
    ...others.flatMap((change) => changeLines(change, layout)),
    ...delta.systems.flatMap((system) => systemLines(system, layout)),
  ];
}

function changeLines({ item, environments }: Occurrence<ChangedFinding>, layout: Layout): Block {
  const { change, finding, was } = item;
  const where = environments.length === 0 ? "" : ` in ${environments.join(", ")}`;
  const text = `${finding.policy} ${formatSpecPath(finding.target)}${where}${was === undefined ? "" : `, ${was} before`}`;
  const styles = severityStyles[finding.severity];
  return hangingText({ indent: "  ", label: `${changeWords[change]}:`, styles, text }, layout);
}

function systemLines(system: SystemDelta, layout: Layout): Block {
  const { state, resources } = system;
  const counts = resources ? resourceCounts(resources).map(({ text }) => text) : [];
  const said = [
    ...(state === "compared" ? [] : [stateWords[state]]),
    ...(resources ? [counts.join(", ") || noResourceChanges] : []),
  ].join("; ");
  const lost = (verb: string, all: readonly LostResource[]): Block =>
    all.flatMap(({ address, loses }) => {
      const text = `${address}${loses === undefined ? "" : loses === "data" ? ", with its data" : ", and its address"}`;
      return hangingText(
        { indent: "    ", label: `${verb}:`, styles: loses ? ["red", "bold"] : ["dim"], text },
        layout,
      );
    });
  return [
    ...hangingText({ indent: "  ", label: `${deltaName(system)}:`, styles: ["bold"], text: said }, layout),
    ...lost("replaced", resources?.replaced ?? []),
    ...lost("destroyed", resources?.destroyed ?? []),
  ];
}
