import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { nsa, podSecurity, tool } from "../anchors.ts";
import { allSetTo, setTo } from "../facts/evidence.ts";
import { type ContainerVerdict, judgeContainers } from "../facts/judge-containers.ts";
import { known, knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No container runs as root. */
export const podNonRoot = defineRule({
  id: "pod-non-root",
  title: "Containers do not run as root",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Root in a container is root on the node once anything lets it out: a kernel flaw, a mounted socket, a wrong volume. A process that never was root has nothing to bring along.",
  remediation:
    "Set `security.runAsUser` to something else than 0; the default is 10001. Make sure that the image can run as that user.",
  fixable: true,
  anchors: [
    podSecurity("restricted", "Running as Non-root"),
    podSecurity("restricted", "Running as Non-root user"),
    nsa("C-0013"),
    tool("Checkov", "CKV_K8S_23"),
    tool("Trivy", "KSV-0012"),
    tool("Trivy", "KSV-0105"),
    tool("kube-linter", "run-as-non-root"),
    tool("Polaris", "runAsRootAllowed"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }, pod) =>
      judge(graph, { ...pod.spec.securityContext, ...spec.securityContext }),
    );
  },
});

interface User {
  readonly runAsUser?: unknown;
  readonly runAsNonRoot?: unknown;
}

/** What a container says of its user goes before what its pod says. */
function judge(graph: ResourceGraph, { runAsUser, runAsNonRoot }: User): ContainerVerdict {
  const isNonRoot = knownFlag(graph, runAsNonRoot ?? false);
  const user = runAsUser === undefined ? "any" : known(graph, runAsUser);
  if (isNonRoot === undefined || user === undefined) return { unknown: "its user is known only at apply" };
  const isRoot = Number(user) === 0;
  const seen = allSetTo({ runAsUser, runAsNonRoot });
  if (isNonRoot && !isRoot) return { proof: seen };
  return [
    {
      setting: ["security", "runAsUser"],
      message: isRoot ? "runs as root" : "may run as root",
      expected: "runAsNonRoot, and a user that is not 0",
      actual: isRoot ? "user 0" : setTo("runAsNonRoot", runAsNonRoot),
      seen,
      fix: 10001,
    },
  ];
}
