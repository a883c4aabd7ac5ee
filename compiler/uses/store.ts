import { isCalledThroughAws } from "../../schema/uses/registry.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** What the store's own engine gives. */
export const useStore: UseCompiler = ({ context, data, target, verb }) => {
  const store = data.stores[target];
  if (!store) return nothing;
  const { environment, secrets, reach } = store;
  const throughAws = isCalledThroughAws(context.model.spec, target);
  return {
    environment,
    secrets,
    statements: store.statements(verb),
    reach: [throughAws ? { to: "aws" } : { to: "addresses", ...reach }],
  };
};
