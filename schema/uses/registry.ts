import type { Service } from "../model/model.ts";
import { usableExternal } from "./external.ts";
import { usableQueue } from "./queue.ts";
import { usableSecret } from "./secret.ts";
import { usableService } from "./service.ts";
import { usableStore } from "./store.ts";
import type { Usable, UsableThings } from "./usable.ts";
import { usableUserPool } from "./user-pool.ts";

/** Every kind of thing that `uses` can name. A name shared by two is blamed on the later. */
export const usables: readonly Usable[] = [
  usableStore,
  usableQueue,
  usableService,
  usableExternal,
  usableSecret,
  usableUserPool,
];

/** The kind of the thing that `uses` names; none for a name that nothing has. */
export function usableNamed(things: UsableThings, name: string): Usable | undefined {
  return usables.find(({ section }) => Object.hasOwn(things[section], name));
}

/** The names of what a service can only use with an AWS identity. */
export function awsTargets(things: UsableThings, uses: Service["uses"]): string[] {
  return Object.entries(uses).flatMap(([name, verb]) =>
    usableNamed(things, name)?.needsAwsIdentity(things, name, verb) ? [name] : [],
  );
}
