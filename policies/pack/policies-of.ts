import { policies } from "../registry.ts";
import type { Policy } from "../rule.ts";
import { applyPack, type Pack } from "./pack.ts";

/** Every policy as a pack sets it, with the pack's own rules. */
export function policiesOf(pack: Pack): readonly Policy[] {
  return [...policies, ...(pack.rules ?? [])].map((policy) => applyPack(policy, pack));
}
