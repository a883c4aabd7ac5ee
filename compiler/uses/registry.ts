import type { Service } from "../../schema/model/model.ts";
import { usableNamed } from "../../schema/uses/registry.ts";
import type { UsableSection } from "../../schema/uses/usable.ts";
import type { Data } from "../aws/data.ts";
import type { Context } from "../context.ts";
import { useExternal } from "./external.ts";
import { useQueue } from "./queue.ts";
import { useSecret } from "./secret.ts";
import { useService } from "./service.ts";
import { useStore } from "./store.ts";
import { type Given, nothing, type UseCompiler } from "./use.ts";
import { useUserPool } from "./user-pool.ts";

/** What each kind of thing gives to whoever uses it. */
const compilers: Readonly<Record<UsableSection, UseCompiler>> = {
  stores: useStore,
  queues: useQueue,
  services: useService,
  external: useExternal,
  secrets: useSecret,
  userPools: useUserPool,
};

/** What a service is given for each line of its `uses`, in their order. */
export function givenTo(context: Context, data: Data, service: Service): readonly Given[] {
  const before = data.given.get(service);
  if (before) return before;
  const given = Object.entries(service.uses).map(([target, verb]) => {
    const usable = usableNamed(context.model.spec, target);
    return usable ? compilers[usable.section]({ context, data, target, verb }) : nothing;
  });
  data.given.set(service, given);
  return given;
}
