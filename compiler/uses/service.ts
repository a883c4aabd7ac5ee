import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { jobFile } from "../kubernetes/job-files.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** The service's URL inside the cluster and a way to its pods, or what starts and enters one that runs on demand. */
export const useService: UseCompiler = ({ context, target, verb }) => {
  const service = context.model.spec.services[target];
  if (!service) return nothing;
  const { namespace, port } = service;
  const stem = variableStem(target);
  if (verb === "run" || verb === "exec")
    return {
      ...nothing,
      environment: {
        ...(verb === "run" && { [`${stem}_JOB_FILE`]: jobFile(target) }),
        [`${stem}_NAMESPACE`]: namespace,
      },
      reach: [{ to: "kubernetes" }],
    };
  if (port === undefined) return nothing;
  return {
    ...nothing,
    environment: { [`${stem}_URL`]: `http://${target}.${namespace}.svc.cluster.local:${port}` },
    reach: [{ to: "pods", name: target, namespace, port }],
  };
};
