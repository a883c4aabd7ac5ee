import type { Report } from "../fault.ts";
import type { CheckedKind, ObjectMeta, ObjectOf } from "../kinds.ts";
import type { Minor } from "../minor.ts";
import { checkClaimSpec } from "./claim-spec.ts";
import { checkConfigMap } from "./config-map.ts";
import { checkCronJob } from "./cron-job.ts";
import { checkDeployment } from "./deployment.ts";
import { checkExternalSecret, checkPassword, checkSecretStore } from "./external-secrets.ts";
import { checkHorizontalPodAutoscaler } from "./horizontal-pod-autoscaler.ts";
import { checkIngress } from "./ingress.ts";
import { checkJob } from "./job.ts";
import { checkMetadata } from "./metadata.ts";
import { checkNetworkPolicy } from "./network-policy.ts";
import { checkPodDisruptionBudget } from "./pod-disruption-budget.ts";
import { checkRole, checkRoleBinding } from "./role.ts";
import { checkService } from "./service.ts";
import { checkServiceAccount } from "./service-account.ts";
import { checkStatefulSet } from "./stateful-set.ts";

/** Rules of one kind: what the API server's own code refuses about an object, seen alone. */
type Rule<Kind extends CheckedKind> = (object: ObjectOf<Kind>, report: Report, minor: Minor) => void;

const rules: { readonly [Kind in CheckedKind]: Rule<Kind> } = {
  ConfigMap: checkConfigMap,
  CronJob: checkCronJob,
  Deployment: checkDeployment,
  ExternalSecret: checkExternalSecret,
  HorizontalPodAutoscaler: checkHorizontalPodAutoscaler,
  Ingress: checkIngress,
  Job: checkJob,
  NetworkPolicy: checkNetworkPolicy,
  Password: checkPassword,
  PersistentVolumeClaim: ({ spec }, report) => checkClaimSpec(spec, "spec", report),
  PodDisruptionBudget: checkPodDisruptionBudget,
  Role: checkRole,
  RoleBinding: checkRoleBinding,
  SecretStore: checkSecretStore,
  Service: checkService,
  ServiceAccount: checkServiceAccount,
  StatefulSet: checkStatefulSet,
};

/** Reports what Kubernetes refuses about a decoded object whatever else is in the cluster. */
export function checkObject<Kind extends CheckedKind>(
  kind: Kind,
  object: ObjectOf<Kind>,
  minor: Minor,
  report: Report,
): void {
  checkMetadata(kind, (object as { readonly metadata: ObjectMeta }).metadata, report);
  rules[kind](object, report, minor);
}
