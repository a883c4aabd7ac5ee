import type { PortRange } from "../facts/ingress-rules.ts";
import type { WayOut } from "../facts/reachability/ways-out.ts";

/** Ports as the matrix says them: `443`, `8000-8100`, or `every`. */
export function portTexts(ports: WayOut["ports"] | readonly PortRange[]): readonly string[] {
  if (ports === "every") return ["every"];
  return [...new Set(ports.map(portText))];
}

function portText({ from, to }: PortRange): string {
  if (from <= 1 && to >= 65_535) return "every";
  return from === to ? String(from) : `${from}-${to}`;
}
