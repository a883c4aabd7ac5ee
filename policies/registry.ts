import { accessInternetDeclared } from "./access/access-internet-declared.ts";
import { accessStoresUndeclared } from "./access/access-stores-undeclared.ts";
import { accessUsesWork } from "./access/access-uses-work.ts";
import { availHpaSound } from "./availability/avail-hpa-sound.ts";
import { availMinReplicas } from "./availability/avail-min-replicas.ts";
import { availPdb } from "./availability/avail-pdb.ts";
import { availRollingUpdate } from "./availability/avail-rolling-update.ts";
import { availZoneSpread } from "./availability/avail-zone-spread.ts";
import { eksAddonsManagedPinned } from "./cluster/eks-addons-managed-pinned.ts";
import { eksControlPlaneLogs } from "./cluster/eks-control-plane-logs.ts";
import { eksEndpointCidrs } from "./cluster/eks-endpoint-cidrs.ts";
import { eksEndpointPrivate } from "./cluster/eks-endpoint-private.ts";
import { eksSecretsKms } from "./cluster/eks-secrets-kms.ts";
import { eksVersionSupported } from "./cluster/eks-version-supported.ts";
import { nodeArchMatches } from "./cluster/node-arch-matches.ts";
import { nodeAutoscalerPresent } from "./cluster/node-autoscaler-present.ts";
import { nodeCapacityFits } from "./cluster/node-capacity-fits.ts";
import { nodeEbsEncrypted } from "./cluster/node-ebs-encrypted.ts";
import { nodeGpuIsolated } from "./cluster/node-gpu-isolated.ts";
import { nodeImdsHopLimit } from "./cluster/node-imds-hop-limit.ts";
import { nodeImdsv2 } from "./cluster/node-imdsv2.ts";
import { nodeNoPublicIp } from "./cluster/node-no-public-ip.ts";
import { nodeNoSsh } from "./cluster/node-no-ssh.ts";
import { nodePoolMinSize } from "./cluster/node-pool-min-size.ts";
import { nodePoolMultiAz } from "./cluster/node-pool-multi-az.ts";
import { nodeSpotOnlyInterruptible } from "./cluster/node-spot-only-interruptible.ts";
import { dataBackups } from "./data/data-backups.ts";
import { dataCredentialsManaged } from "./data/data-credentials-managed.ts";
import { dataCustomerKeys } from "./data/data-customer-keys.ts";
import { dataDeletionProtection } from "./data/data-deletion-protection.ts";
import { dataEncryptedAtRest } from "./data/data-encrypted-at-rest.ts";
import { dataIamAuth } from "./data/data-iam-auth.ts";
import { dataInClusterStateAcknowledged } from "./data/data-in-cluster-state-acknowledged.ts";
import { dataLogsExported } from "./data/data-logs-exported.ts";
import { dataMinorUpgrades } from "./data/data-minor-upgrades.ts";
import { dataMonitoring } from "./data/data-monitoring.ts";
import { dataMultiAz } from "./data/data-multi-az.ts";
import { dataNotPublic } from "./data/data-not-public.ts";
import { dataPortNotDefault } from "./data/data-port-not-default.ts";
import { dataRedisAuth } from "./data/data-redis-auth.ts";
import { dataRedisFailover } from "./data/data-redis-failover.ts";
import { dataSnapshotTags } from "./data/data-snapshot-tags.ts";
import { dataStatementsLogged } from "./data/data-statements-logged.ts";
import { dataTlsInTransit } from "./data/data-tls-in-transit.ts";
import { dataVersionSupported } from "./data/data-version-supported.ts";
import { s3AclsDisabled } from "./data/s3-acls-disabled.ts";
import { s3Lifecycle } from "./data/s3-lifecycle.ts";
import { s3PublicAccessBlocked } from "./data/s3-public-access-blocked.ts";
import { s3TlsOnly } from "./data/s3-tls-only.ts";
import { s3Versioning } from "./data/s3-versioning.ts";
import { edgeCertCoversHosts } from "./edge/edge-cert-covers-hosts.ts";
import { edgeCertRenews } from "./edge/edge-cert-renews.ts";
import { edgeCertTrusted } from "./edge/edge-cert-trusted.ts";
import { edgeCognitoClients } from "./edge/edge-cognito-clients.ts";
import { edgeCognitoDeletionProtection } from "./edge/edge-cognito-deletion-protection.ts";
import { edgeCognitoMfa } from "./edge/edge-cognito-mfa.ts";
import { edgeCognitoPasswords } from "./edge/edge-cognito-passwords.ts";
import { edgeCognitoThreatProtection } from "./edge/edge-cognito-threat-protection.ts";
import { edgeDnsTargetsManaged } from "./edge/edge-dns-targets-managed.ts";
import { edgeHealthCheckReal } from "./edge/edge-health-check-real.ts";
import { edgeHttpsOnly } from "./edge/edge-https-only.ts";
import { edgeInternalByDefault } from "./edge/edge-internal-by-default.ts";
import { edgeLbHardening } from "./edge/edge-lb-hardening.ts";
import { edgeRouteUnambiguous } from "./edge/edge-route-unambiguous.ts";
import { edgeSensitivePathsPrivate } from "./edge/edge-sensitive-paths-private.ts";
import { edgeTlsPolicy } from "./edge/edge-tls-policy.ts";
import { iamAddonOwnRole } from "./identity/iam-addon-own-role.ts";
import { iamClusterAccessEntries } from "./identity/iam-cluster-access-entries.ts";
import { iamCniOwnRole } from "./identity/iam-cni-own-role.ts";
import { iamGrantsMatchUses } from "./identity/iam-grants-match-uses.ts";
import { iamIrsaRoleNotShared } from "./identity/iam-irsa-role-not-shared.ts";
import { iamIrsaTrustScoped } from "./identity/iam-irsa-trust-scoped.ts";
import { iamIrsaWired } from "./identity/iam-irsa-wired.ts";
import { iamManagedPoliciesMinimal } from "./identity/iam-managed-policies-minimal.ts";
import { iamNoAdmin } from "./identity/iam-no-admin.ts";
import { iamNoEscalationOrExfiltration } from "./identity/iam-no-escalation-or-exfiltration.ts";
import { iamNoUsers } from "./identity/iam-no-users.ts";
import { iamNoWildcardActions } from "./identity/iam-no-wildcard-actions.ts";
import { iamNoWildcardResources } from "./identity/iam-no-wildcard-resources.ts";
import { iamNodeRoleMinimal } from "./identity/iam-node-role-minimal.ts";
import { iamPodIdentityTrustScoped } from "./identity/iam-pod-identity-trust-scoped.ts";
import { iamPoliciesValid } from "./identity/iam-policies-valid.ts";
import { iamTrustNoWildcard } from "./identity/iam-trust-no-wildcard.ts";
import { iamWorkloadIdentityRequired } from "./identity/iam-workload-identity-required.ts";
import { rbacNoClusterAdmin } from "./identity/rbac-no-cluster-admin.ts";
import { rbacNoWildcards } from "./identity/rbac-no-wildcards.ts";
import { rbacSensitiveVerbs } from "./identity/rbac-sensitive-verbs.ts";
import { chartPinned } from "./images/chart-pinned.ts";
import { imageApprovedRegistry } from "./images/image-approved-registry.ts";
import { imageLifecycle } from "./images/image-lifecycle.ts";
import { imagePinned } from "./images/image-pinned.ts";
import { imageRepoCustomerKeys } from "./images/image-repo-customer-keys.ts";
import { imageScanOnPush } from "./images/image-scan-on-push.ts";
import { imageTagImmutable } from "./images/image-tag-immutable.ts";
import { netCidrDisjoint } from "./network/net-cidr-disjoint.ts";
import { netDataPrivateSubnets } from "./network/net-data-private-subnets.ts";
import { netDefaultSgClosed } from "./network/net-default-sg-closed.ts";
import { netEndpointsForPrivate } from "./network/net-endpoints-for-private.ts";
import { netFlowLogs } from "./network/net-flow-logs.ts";
import { netMultiAz } from "./network/net-multi-az.ts";
import { netNatPerAz } from "./network/net-nat-per-az.ts";
import { netNoDefaultVpc } from "./network/net-no-default-vpc.ts";
import { netNodesPrivateSubnets } from "./network/net-nodes-private-subnets.ts";
import { netSgDataPortsByReference } from "./network/net-sg-data-ports-by-reference.ts";
import { netSgDescribed } from "./network/net-sg-described.ts";
import { netSgEgressScoped } from "./network/net-sg-egress-scoped.ts";
import { netSgNoWorldAdminPorts } from "./network/net-sg-no-world-admin-ports.ts";
import { netSgWorldOnlyOnEdge } from "./network/net-sg-world-only-on-edge.ts";
import { netSubnetIpCapacity } from "./network/net-subnet-ip-capacity.ts";
import { netSubnetLbTags } from "./network/net-subnet-lb-tags.ts";
import { netSubnetNoAutoPublicIp } from "./network/net-subnet-no-auto-public-ip.ts";
import { costCheaperEquivalent } from "./operations/cost-cheaper-equivalent.ts";
import { costOrphans } from "./operations/cost-orphans.ts";
import { costTags } from "./operations/cost-tags.ts";
import { obsClusterInsights } from "./operations/obs-cluster-insights.ts";
import { obsLogRetention } from "./operations/obs-log-retention.ts";
import { obsScrapeMatches } from "./operations/obs-scrape-matches.ts";
import { obsWorkloadLogs } from "./operations/obs-workload-logs.ts";
import { opsAccountGuard } from "./operations/ops-account-guard.ts";
import { opsRemoteState } from "./operations/ops-remote-state.ts";
import { opsReplacementDanger } from "./operations/ops-replacement-danger.ts";
import { opsSelectorsResolve } from "./operations/ops-selectors-resolve.ts";
import { opsStatefulPreventDestroy } from "./operations/ops-stateful-prevent-destroy.ts";
import { queueDlq } from "./queues/queue-dlq.ts";
import { queueDlqRetention } from "./queues/queue-dlq-retention.ts";
import { queueEncrypted } from "./queues/queue-encrypted.ts";
import { queueHasProducerAndConsumer } from "./queues/queue-has-producer-and-consumer.ts";
import { queueNoPublicPolicy } from "./queues/queue-no-public-policy.ts";
import { queueTlsOnly } from "./queues/queue-tls-only.ts";
import { queueVisibilityTimeout } from "./queues/queue-visibility-timeout.ts";
import type { Policy, Rule } from "./rule.ts";
import { kmsDecryptScoped } from "./secrets/kms-decrypt-scoped.ts";
import { kmsRotationAndPolicy } from "./secrets/kms-rotation-and-policy.ts";
import { secretExternalStore } from "./secrets/secret-external-store.ts";
import { secretMountedNotEnv } from "./secrets/secret-mounted-not-env.ts";
import { secretNoLiterals } from "./secrets/secret-no-literals.ts";
import { secretRecoverable } from "./secrets/secret-recoverable.ts";
import { secretScopedAccess } from "./secrets/secret-scoped-access.ts";
import { secretUsed } from "./secrets/secret-used.ts";
import { waiverPolicies } from "./waivers/waiver-policies.ts";
import { podApparmor } from "./workload/pod-apparmor.ts";
import { podCpuLimit } from "./workload/pod-cpu-limit.ts";
import { podDedicatedServiceAccount } from "./workload/pod-dedicated-service-account.ts";
import { podDropCapabilities } from "./workload/pod-drop-capabilities.ts";
import { podGracefulShutdown } from "./workload/pod-graceful-shutdown.ts";
import { podMemoryLimit } from "./workload/pod-memory-limit.ts";
import { podNamespaceNotDefault } from "./workload/pod-namespace-not-default.ts";
import { podNamespacePsa } from "./workload/pod-namespace-psa.ts";
import { podNetworkPolicy } from "./workload/pod-network-policy.ts";
import { podNoHostNamespaces } from "./workload/pod-no-host-namespaces.ts";
import { podNoHostPath } from "./workload/pod-no-host-path.ts";
import { podNoHostPort } from "./workload/pod-no-host-port.ts";
import { podNoPrivilegeEscalation } from "./workload/pod-no-privilege-escalation.ts";
import { podNoPrivileged } from "./workload/pod-no-privileged.ts";
import { podNoTokenAutomount } from "./workload/pod-no-token-automount.ts";
import { podNonRoot } from "./workload/pod-non-root.ts";
import { podProbeHost } from "./workload/pod-probe-host.ts";
import { podProbes } from "./workload/pod-probes.ts";
import { podProcMount } from "./workload/pod-proc-mount.ts";
import { podReadonlyRootfs } from "./workload/pod-readonly-rootfs.ts";
import { podRequests } from "./workload/pod-requests.ts";
import { podSeccomp } from "./workload/pod-seccomp.ts";
import { podSelinux } from "./workload/pod-selinux.ts";
import { podSysctls } from "./workload/pod-sysctls.ts";
import { podVolumeTypes } from "./workload/pod-volume-types.ts";

/** Every policy that has a check. A new one is one file, one line here and one fixture. */
export const rules: readonly Rule[] = [
  accessUsesWork,
  accessStoresUndeclared,
  accessInternetDeclared,
  netCidrDisjoint,
  netDataPrivateSubnets,
  netDefaultSgClosed,
  netEndpointsForPrivate,
  netFlowLogs,
  netMultiAz,
  netNatPerAz,
  netNoDefaultVpc,
  netNodesPrivateSubnets,
  netSgDataPortsByReference,
  netSgDescribed,
  netSgEgressScoped,
  netSgNoWorldAdminPorts,
  netSgWorldOnlyOnEdge,
  netSubnetIpCapacity,
  netSubnetLbTags,
  netSubnetNoAutoPublicIp,
  iamAddonOwnRole,
  iamClusterAccessEntries,
  iamCniOwnRole,
  iamGrantsMatchUses,
  iamIrsaRoleNotShared,
  iamIrsaTrustScoped,
  iamIrsaWired,
  iamManagedPoliciesMinimal,
  iamNoAdmin,
  iamNoEscalationOrExfiltration,
  iamNoUsers,
  iamNoWildcardActions,
  iamNoWildcardResources,
  iamNodeRoleMinimal,
  iamPodIdentityTrustScoped,
  iamPoliciesValid,
  iamTrustNoWildcard,
  iamWorkloadIdentityRequired,
  rbacNoClusterAdmin,
  rbacNoWildcards,
  rbacSensitiveVerbs,
  eksAddonsManagedPinned,
  eksControlPlaneLogs,
  eksEndpointCidrs,
  eksEndpointPrivate,
  eksSecretsKms,
  eksVersionSupported,
  nodeArchMatches,
  nodeAutoscalerPresent,
  nodeCapacityFits,
  nodeEbsEncrypted,
  nodeGpuIsolated,
  nodeImdsHopLimit,
  nodeImdsv2,
  nodeNoPublicIp,
  nodeNoSsh,
  nodePoolMinSize,
  nodePoolMultiAz,
  nodeSpotOnlyInterruptible,
  podApparmor,
  podCpuLimit,
  podDedicatedServiceAccount,
  podDropCapabilities,
  podGracefulShutdown,
  podMemoryLimit,
  podNamespaceNotDefault,
  podNamespacePsa,
  podNetworkPolicy,
  podNoHostNamespaces,
  podNoHostPath,
  podNoHostPort,
  podNoPrivilegeEscalation,
  podNoPrivileged,
  podNoTokenAutomount,
  podNonRoot,
  podProbeHost,
  podProbes,
  podProcMount,
  podReadonlyRootfs,
  podRequests,
  podSeccomp,
  podSelinux,
  podSysctls,
  podVolumeTypes,
  dataBackups,
  dataCredentialsManaged,
  dataCustomerKeys,
  dataDeletionProtection,
  dataEncryptedAtRest,
  dataIamAuth,
  dataInClusterStateAcknowledged,
  dataLogsExported,
  dataMinorUpgrades,
  dataMonitoring,
  dataMultiAz,
  dataNotPublic,
  dataPortNotDefault,
  dataRedisAuth,
  dataRedisFailover,
  dataSnapshotTags,
  dataStatementsLogged,
  dataTlsInTransit,
  dataVersionSupported,
  s3AclsDisabled,
  s3Lifecycle,
  s3PublicAccessBlocked,
  s3TlsOnly,
  s3Versioning,
  queueDlqRetention,
  queueDlq,
  queueEncrypted,
  queueHasProducerAndConsumer,
  queueNoPublicPolicy,
  queueTlsOnly,
  queueVisibilityTimeout,
  edgeCertCoversHosts,
  edgeCertRenews,
  edgeCertTrusted,
  edgeCognitoClients,
  edgeCognitoDeletionProtection,
  edgeCognitoMfa,
  edgeCognitoPasswords,
  edgeCognitoThreatProtection,
  edgeDnsTargetsManaged,
  edgeHealthCheckReal,
  edgeHttpsOnly,
  edgeInternalByDefault,
  edgeLbHardening,
  edgeRouteUnambiguous,
  edgeSensitivePathsPrivate,
  edgeTlsPolicy,
  kmsDecryptScoped,
  kmsRotationAndPolicy,
  secretExternalStore,
  secretMountedNotEnv,
  secretNoLiterals,
  secretRecoverable,
  secretScopedAccess,
  secretUsed,
  chartPinned,
  imageApprovedRegistry,
  imageLifecycle,
  imagePinned,
  imageRepoCustomerKeys,
  imageScanOnPush,
  imageTagImmutable,
  availHpaSound,
  availMinReplicas,
  availPdb,
  availRollingUpdate,
  availZoneSpread,
  costCheaperEquivalent,
  costOrphans,
  costTags,
  obsClusterInsights,
  obsLogRetention,
  obsScrapeMatches,
  obsWorkloadLogs,
  opsAccountGuard,
  opsReplacementDanger,
  opsRemoteState,
  opsSelectorsResolve,
  opsStatefulPreventDestroy,
];

/** Everything that a finding can name: the rules, and the policies about waivers. */
export const policies: readonly Policy[] = [...rules, ...waiverPolicies];
