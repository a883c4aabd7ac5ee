import type { ResolvedSpec } from "../model/model.ts";
import { usableExternal } from "./external.ts";
import { usableQueue } from "./queue.ts";
import { usableService } from "./service.ts";
import { usableStore } from "./store.ts";
import type { Usable } from "./usable.ts";

/** Every kind of thing that `uses` can name. A name shared by two is blamed on the later. */
export const usables: readonly Usable[] = [usableStore, usableQueue, usableService, usableExternal];

/** The kind of the thing that `uses` names; none for a name that nothing has. */
export function usableNamed(spec: ResolvedSpec, name: string): Usable | undefined {
  return usables.find(({ section }) => Object.hasOwn(spec[section], name));
}

/** Whether what a service uses is called through the AWS API, with an AWS identity. */
export function isCalledThroughAws(spec: ResolvedSpec, name: string): boolean {
  return usableNamed(spec, name)?.calledThroughAws(spec, name) === true;
}
