import { count } from "../../../schema/count.ts";
import type { LostResource, ResourceChanges, SystemDelta } from "../../check-report.ts";
import { deltaName, noResourceChanges, resourceCounts, stateWords } from "../delta-view.ts";
import { markdownCode } from "../escape-markdown.ts";
import { folded, list, type Passage, type Piece, screenful, someOf } from "./pieces.ts";

/** What becomes of resources: a line for each system in which something does, and one for all the others. */
export function resourcePassages(systems: readonly SystemDelta[]): readonly Passage[] {
  const loud = systems.filter((system) => !isQuiet(system));
  const quiet = systems.filter(isQuiet).map((system) => markdownCode(deltaName(system)));
  const rest = loud.slice(screenful);
  return [
    ...loud
      .slice(0, screenful)
      .flatMap((system): readonly Passage[] => [
        { weight: "head", pieces: [headline(system)] },
        folded(`${count(entriesOf(system).length, "resource")}`, list(entriesOf(system)), "detail"),
      ]),
    folded(`${rest.length} more systems`, rest.map(headline), "more"),
    { weight: "head", pieces: quiet.length > 0 ? [`\n${someOf(quiet)}: ${noResourceChanges}\n`] : [] },
  ];
}

function isQuiet({ state, resources }: SystemDelta): boolean {
  return state === "compared" && resources !== undefined && resourceCounts(resources).length === 0;
}

function headline(system: SystemDelta): Piece {
  const { state, resources } = system;
  const counts = resources ? resourceCounts(resources) : [];
  const numbers = counts.map(({ text, isLoss }) => (isLoss ? `**${text}**` : text)).join(", ");
  const said = [
    ...(state === "compared" ? [] : [stateWords[state]]),
    ...(resources ? [numbers || noResourceChanges] : []),
  ].join("; ");
  const lost = [...(resources?.replaced ?? []), ...(resources?.destroyed ?? [])].filter(({ loses }) => loses);
  const names = lost.map(
    ({ address, loses }) => `**${markdownCode(address)}**${loses === "data" ? " with its data" : ""}`,
  );
  return `\n${markdownCode(deltaName(system))}: ${said}${names.length > 0 ? `: ${someOf(names)}` : ""}\n`;
}

function entriesOf({ resources }: SystemDelta): readonly Piece[] {
  const { created, changed, replaced, destroyed }: ResourceChanges = resources ?? none;
  const named = (verb: string, addresses: readonly string[]): readonly Piece[] =>
    addresses.map((address) => `${verb} ${markdownCode(address)}`);
  return [
    ...named("replaced", addressesOf(replaced)),
    ...named("destroyed", addressesOf(destroyed)),
    ...named("changed", changed),
    ...named("created", created),
  ];
}

const none: ResourceChanges = { created: [], changed: [], replaced: [], destroyed: [] };

function addressesOf(resources: readonly LostResource[]): readonly string[] {
  return resources.map(({ address }) => address);
}
