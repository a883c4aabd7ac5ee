import { terraformArguments } from "../../generated/terraform/arguments.ts";

/** The arguments of a block by name; those of a block within it are below it. `undefined` takes anything. */
export interface Arguments {
  readonly names: ReadonlyMap<string, Arguments | undefined>;
}

/** The arguments of a Terraform type as its provider knows them; `undefined` for a type that nothing was printed of. */
export function argumentsOf(type: string): Arguments | undefined {
  const text = terraformArguments[type];
  return text === undefined ? undefined : readArguments(text.match(/[A-Za-z0-9_*]+|[{}]/g) ?? []);
}

function readArguments(tokens: string[]): Arguments | undefined {
  const names = new Map<string, Arguments | undefined>();
  let last = "";
  for (let token = tokens.shift(); token !== undefined && token !== "}"; token = tokens.shift()) {
    if (token === "{") names.set(last, readArguments(tokens));
    else names.set(token, undefined);
    last = token;
  }
  return names.has("*") ? undefined : { names };
}
