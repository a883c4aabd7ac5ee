import { eksBestPractice, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Nobody logs in to nodes by SSH. */
export const nodeNoSsh = defineRule({
  id: "node-no-ssh",
  title: "Nodes have no SSH key",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A key is shared, kept and lost, and who used it is in no record. Session Manager gives the same shell to named people, with a log and without an open port.",
  remediation:
    "No spec can ask for a key, so this is a fault of the compiler: report it, with the spec. For a shell add `AmazonSSMManagedInstanceCore` to the pool's `policies`.",
  anchors: [
    tool("Checkov", "CKV_AWS_100"),
    eksBestPractice("Minimize access to worker nodes", "protecting-the-infrastructure"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_eks_node_group"), (group) => {
      const template = graph.follow(group.config.launchTemplate?.id, "aws_launch_template");
      const seen = [
        group.config.remoteAccess === undefined ? "remote_access not set" : "remote_access set",
        ...(template ? [`launch template ${label(template)}`, setTo("key_name", template.config.keyName)] : []),
      ].join(" → ");
      const hasKey = group.config.remoteAccess !== undefined || template?.config.keyName !== undefined;
      if (!hasKey) return group.config.launchTemplate && !template ? notInGraph : { proof: seen };
      return [
        {
          key: label(group),
          message: `nodes of "${label(group)}" can be logged in to by SSH`,
          expected: "no key",
          actual: "a key",
          seen,
        },
      ];
    });
  },
});

const notInGraph = { unknown: "its launch template is not in the graph" };
