import { servicePath } from "./aws/service-secrets.ts";
import type { Context } from "./context.ts";
import type { CompiledStore } from "./stores/compiled-store.ts";
import type { Workload } from "./workload.ts";

/** Everything that runs in the cluster: the services, and what the stores in it become. */
export function allWorkloads({ model }: Context, stores: Readonly<Record<string, CompiledStore>>): readonly Workload[] {
  return [
    ...Object.values(stores).flatMap(({ workloads = [] }) => workloads),
    ...Object.entries(model.spec.services).map(([name, service]) => ({ name, origin: servicePath(name), service })),
  ];
}
