import { stringify } from "yaml";
import type { CatalogueExamples } from "../../policies/catalogue/print-catalogue.ts";
import type { PolicyExample } from "../../policies/catalogue/print-policy.ts";
import { type Fixture, type FixtureCase, fixtures } from "./fixture.ts";

/** The examples of the catalogue: of each fixture the first case that passes and the first that fails as a spec. */
export function catalogueExamples(): CatalogueExamples {
  return new Map(
    fixtures().flatMap((fixture) => {
      const passing = example(fixture, "compliant");
      const failing = example(fixture, "not-compliant");
      return passing ? [[fixture.policy, { passing, ...(failing && { failing }) }] as const] : [];
    }),
  );
}

function example({ cases }: Fixture, verdict: FixtureCase["expect"]): PolicyExample | undefined {
  const found = cases.find(
    ({ expect, spec, patch, parameters }) => expect === verdict && spec && !patch && !parameters,
  );
  return found && { name: found.name, yaml: yamlOf(found) };
}

function yamlOf({ spec, before }: FixtureCase): string {
  const now = stringify(spec, { lineWidth: 0 });
  if (before === undefined) return now;
  return `# before the edit\n${stringify(before, { lineWidth: 0 })}---\n# after it\n${now}`;
}
