import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Data } from "./data.ts";
import type { DeliveredSecret, SecretSource } from "./secret-source.ts";

/** The secrets a service is given: those it names, and those of whatever it uses. */
export function serviceSecrets(context: Context, data: Data, service: Service): DeliveredSecret[] {
  const named = Object.entries(service.secrets).map(([variable, { secret, property }]) => ({
    variable,
    source: sourceOf(data, secret),
    ...(property !== undefined && { property }),
  }));
  const used = givenTo(context, data, service).flatMap(({ secrets }) => secrets);
  return [...named, ...used].sort((left, right) => compareText(left.variable, right.variable));
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
