import type { SpecPath, SpecProblem } from "../finding.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import type { DraftCheck } from "./draft.ts";

/** Nothing is put into a namespace of Kubernetes' own: its pods would be beside those that run the cluster. */
export const checkNamespaces: DraftCheck = ({ spec, says }) => {
  const written: readonly (readonly [path: SpecPath, namespace: string | undefined])[] = [
    [["cluster", "namespace"], spec.cluster.namespace],
    ...Object.entries(spec.services).map(
      ([name, { namespace }]) => [["services", name, "namespace"], namespace] as const,
    ),
    ...Object.entries<SpecStore>(spec.stores).map(
      ([name, { namespace }]) => [["stores", name, "namespace"], namespace] as const,
    ),
  ];
  // One that is only inherited is blamed where it is said.
  return written.flatMap(([path, namespace = ""]) => (says(path) ? checkNamespace(namespace, path) : []));
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#naming */
function checkNamespace(namespace: string, path: SpecPath): readonly SpecProblem[] {
  if (!namespace.startsWith("kube-")) return [];
  return [
    {
      code: "bad-name",
      path,
      message: `the namespace "${namespace}" belongs to Kubernetes: names with "kube-" before them are reserved`,
      help: "choose another namespace",
    },
  ];
}
