import type { IResolvable } from "cdktf";
import type { Chart } from "../charts/chart.ts";
import { type LoweringScope, lowerToJson } from "./lower-value.ts";

/** What a release of a generated chart has of it: the chart's folder, and the values that only Terraform knows. */
export interface ReleaseOfChart {
  readonly chart: string;
  /** One document of values. YAML reads JSON. */
  readonly values?: readonly [string | IResolvable];
}

/** Points a `helm_release` at its generated chart. */
export function lowerRelease({ directory, values }: Chart, scope: LoweringScope): ReleaseOfChart {
  const chart = `./${directory}`;
  return Object.keys(values).length > 0 ? { chart, values: [lowerToJson(values, scope)] } : { chart };
}
