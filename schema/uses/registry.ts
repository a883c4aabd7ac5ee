import type { ResolvedSpec } from "../model/model.ts";
import { usableExternal } from "./external.ts";
import { usableQueue } from "./queue.ts";
import { usableSecret } from "./secret.ts";
import { usableService } from "./service.ts";
import { usableStore } from "./store.ts";
import type { Usable } from "./usable.ts";

/** Every kind of thing that `uses` can name. A name shared by two is blamed on the later. */
export const usables: readonly Usable[] = [usableStore, usableQueue, usableService, usableExternal, usableSecret];

/** The kind of the thing that `uses` names; none for a name that nothing has. */
export function usableNamed(spec: ResolvedSpec, name: string): Usable | undefined {
  return usables.find(({ section }) => Object.hasOwn(spec[section], name));
}

/** Whether a service needs an AWS identity for something that it uses. */
export function needsAwsIdentity(spec: ResolvedSpec, name: string): boolean {
  return usableNamed(spec, name)?.needsAwsIdentity(spec, name) === true;
}
