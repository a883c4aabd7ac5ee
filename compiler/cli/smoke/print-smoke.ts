import { visibleText } from "../../../policies/report/visible-text.ts";
import { count } from "../../../schema/count.ts";
import type { SmokeResult } from "./judge-answer.ts";

/** What was found of one system. */
export interface SmokeSystem {
  /** The system, and the environment if there is one. */
  readonly name: string;
  readonly results: readonly SmokeResult[];
}

/** For people: a line for each question, by route. */
export function printSmoke(systems: readonly SmokeSystem[]): string {
  return systems.map(printSystem).join("\n");
}

/** For programs. */
export function smokeJson(systems: readonly SmokeSystem[]): string {
  return `${JSON.stringify({ failed: failures(systems).length, systems }, null, 2)}\n`;
}

/** What is not well. */
export function failures(systems: readonly SmokeSystem[]): readonly SmokeResult[] {
  return systems.flatMap(({ results }) => results.filter(({ isWell }) => !isWell));
}

function printSystem({ name, results }: SmokeSystem): string {
  const routes = [...new Set(results.map(({ route }) => route))];
  const lines = routes.flatMap((route) => [
    `  ${route}`,
    ...results.filter((result) => result.route === route).map(printResult),
  ]);
  const bad = results.filter(({ isWell }) => !isWell).length;
  const summary =
    results.length === 0
      ? "no routes"
      : `${count(results.length, "probe")}, ${bad === 0 ? "all well" : `${bad} failed`}`;
  return [`${name}: ${summary}`, ...lines, ""].join("\n");
}

function printResult({ url, isWell, found }: SmokeResult): string {
  return `    ${isWell ? "ok  " : "FAIL"} ${visibleText(url)}: ${visibleText(found)}`;
}
