/**
 * What each verb for a service that runs on demand implies in its namespace, as a verb and a resource of Kubernetes:
 * worked out here once more and apart from the compiler, so that a right beyond it is seen.
 */
export const derivedRights: Readonly<Record<string, readonly string[]>> = {
  run: [
    ...["create", "delete", "get", "list", "watch"].map((verb) => `${verb} jobs`),
    ...["get", "list", "watch"].flatMap((verb) => [`${verb} pods`, `${verb} pods/log`]),
  ],
  exec: ["get pods", "list pods", "create pods/exec", "get pods/exec"],
};
