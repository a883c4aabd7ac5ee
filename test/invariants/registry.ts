import type { Emitted } from "./emitted.ts";
import type { Invariant } from "./invariant.ts";
import { definitionsFirst } from "./rules/definitions-first.ts";
import { deliveredSecrets } from "./rules/delivered-secrets.ts";
import { identities } from "./rules/identities.ts";
import { ingressTargets } from "./rules/ingresses.ts";
import { namedObjects } from "./rules/named-objects.ts";
import { origins } from "./rules/origins.ts";
import { references } from "./rules/references.ts";
import { secretLiterals } from "./rules/secret-literals.ts";
import { policyTargets, serviceTargets } from "./rules/selections.ts";
import { sensitiveAttributes } from "./rules/sensitive-attributes.ts";
import { separateProviders } from "./rules/separate-providers.ts";
import { stackOrder } from "./rules/stack-order.ts";
import { storageClasses } from "./rules/storage-classes.ts";
import { taggedGroups } from "./rules/tagged-groups.ts";
import { uniqueNames } from "./rules/unique-names.ts";

/** What holds of everything that the compiler emits. */
export const invariants: readonly Invariant[] = [
  separateProviders,
  definitionsFirst,
  taggedGroups,
  references,
  stackOrder,
  sensitiveAttributes,
  secretLiterals,
  identities,
  deliveredSecrets,
  serviceTargets,
  ingressTargets,
  policyTargets,
  namedObjects,
  origins,
  uniqueNames,
  storageClasses,
];

/** Everything that contradicts an invariant, for people. */
export function violations(emitted: Emitted): string[] {
  return invariants.flatMap(({ name, check }) => check(emitted).map((problem) => `${name}: ${problem}`));
}
