import { access } from "./access.ts";
import { benchmarks } from "./benchmarks.ts";
import { changes } from "./changes.ts";
import { coverage } from "./coverage.ts";
import { findings } from "./findings.ts";
import { laidOver } from "./laid-over.ts";
import { mistakes } from "./mistakes.ts";
import { pictures } from "./pictures.ts";
import type { Section } from "./section.ts";
import { systems } from "./systems.ts";
import { waivers } from "./waivers.ts";

/** Every section of the page, in its order. */
export const sections: readonly Section[] = [
  changes,
  systems,
  mistakes,
  pictures,
  access,
  findings,
  waivers,
  laidOver,
  benchmarks,
  coverage,
];
