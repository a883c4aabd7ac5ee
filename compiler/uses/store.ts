import { nothing, type UseCompiler } from "./use.ts";

/** What the store's own engine gives. */
export const useStore: UseCompiler = ({ data, target, verb }) => {
  const store = data.stores[target];
  if (!store) return nothing;
  const { environment, secrets, reach } = store;
  return { environment, secrets, statements: store.statements(verb), reach };
};
