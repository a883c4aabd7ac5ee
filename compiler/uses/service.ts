import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** The service's URL inside the cluster, and a way to its pods. */
export const useService: UseCompiler = ({ context, target }) => {
  const service = context.model.spec.services[target];
  if (service?.port === undefined) return nothing;
  const { namespace, port } = service;
  return {
    ...nothing,
    environment: { [`${variableStem(target)}_URL`]: `http://${target}.${namespace}.svc.cluster.local:${port}` },
    reach: [{ to: "pods", name: target, namespace, port }],
  };
};
