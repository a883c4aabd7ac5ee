import type { CheckReport } from "../../check-report.ts";
import type { Outcome } from "../outcome.ts";
import type { PolicyDescription } from "../renderer.ts";
import type { FileReport } from "../report-by-file.ts";

/** What the sections of the page are views of, worked out once for all of them. */
export interface PageInput {
  readonly report: CheckReport;
  /** The report by spec, where what several environments share is said once. */
  readonly files: readonly FileReport[];
  readonly outcome: Outcome;
  readonly policies: readonly PolicyDescription[];
  /** The same by id. */
  readonly described: ReadonlyMap<string, PolicyDescription>;
}

/** One part of the page under a heading of its own. A line in `sections.ts` puts it into the page. */
export interface Section {
  /** Names it in the page's address, e.g. `waivers` for `#waivers`. */
  readonly id: string;
  /** Its heading. */
  readonly title: string;
  /** On paper, what is to be known of a system comes after the results. By default it is a result. */
  readonly weight?: "result" | "reference";
  /** What {@link template} shows. Absent when the page has nothing to show here: then there is no section. */
  readonly data: (input: PageInput) => object | undefined;
  /**
   * Handlebars, strict: a word that is missing fails instead of leaving a hole. The heading is the page's. The id can
   * be used for `aria-labelledby`.
   */
  readonly template: string;
  /** How it alone looks, beside what the page's style says of all. Its rules begin with an id or a class of its own. */
  readonly style?: string;
  /**
   * What it does in a browser, in a scope of its own. It reads attributes and sets `hidden`, text and classes, never
   * HTML. Without scripts the section shows everything.
   */
  readonly script?: string;
}
