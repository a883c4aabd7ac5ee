import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Workload } from "../workload.ts";
import type { Data } from "./data.ts";
import type { SecretSource, SecretVariable } from "./secret-source.ts";

/** The secrets a workload is given: those it names, those of whatever it uses, and those of a store itself. */
export function workloadSecrets(context: Context, data: Data, { service, extras }: Workload): SecretVariable[] {
  const named = Object.entries(service.secrets).map(([variable, { secret, property }]) => ({
    variable,
    source: sourceOf(data, secret),
    ...(property !== undefined && { property }),
  }));
  const used = givenTo(context, data, service).flatMap(({ secrets }) => secrets);
  return [...named, ...used, ...(extras?.secrets ?? [])].sort((left, right) =>
    compareText(left.variable, right.variable),
  );
}

/** Where a spec speaks of a service. */
export function servicePath(name: string): SpecPath {
  return ["services", name];
}

function sourceOf({ secrets }: Pick<Data, "secrets">, secret: string): SecretSource {
  const source = secrets[secret];
  if (!source) throw new Error(`resolve let the unknown secret ${secret} pass`);
  return source;
}
