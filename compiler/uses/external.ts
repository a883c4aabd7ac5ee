import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** Where the host is, and a way out to it. */
export const useExternal: UseCompiler = ({ context, target }) => {
  const external = context.model.spec.external[target];
  if (!external) return nothing;
  const { host, port, cidrs } = external;
  const stem = variableStem(target);
  return {
    ...nothing,
    environment: {
      [`${stem}_HOST`]: host,
      [`${stem}_PORT`]: String(port),
      ...(port === 443 && { [`${stem}_URL`]: `https://${host}` }),
    },
    reach: [{ to: "addresses", cidrs, port }],
  };
};
