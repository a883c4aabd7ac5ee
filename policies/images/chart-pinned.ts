import { tool } from "../anchors.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** A chart is the same tomorrow, and comes by a way that nobody can listen to. */
export const chartPinned = defineRule({
  id: "chart-pinned",
  title: "Charts have an exact version and a safe source",
  group: "images",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A chart without a version is another one at the next apply, with whatever its new release grants itself. Over plain HTTP it is whatever somebody on the way makes of it.",
  remediation: "Give the add-on a `version`, or leave it out: it is then the one that this release was tested with.",
  anchors: [
    tool("Checkov", "CKV_TF_1"),
    { control: "Helm: --version", url: "https://helm.sh/docs/helm/helm_install/" },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("helm_release"), ({ name, config }) => {
      const chart = knownText(graph, config.chart);
      if (config.repository === undefined && chart?.startsWith("./"))
        return { proof: `${chart}, written by this program` };
      const version = config.version === undefined ? "" : knownText(graph, config.version);
      const source = knownText(graph, config.repository ?? config.chart);
      const fault = (key: string, message: string, expected: string, actual: string): NodeFault => ({
        key: `${name}:${key}`,
        message: `the chart "${name}" ${message}`,
        expected,
        actual,
      });
      if (version === undefined || source === undefined)
        return { unknown: "the version or source of a chart is known only at apply" };
      if (!/^v?\d+\.\d+\.\d+[A-Za-z0-9.+-]*$/.test(version))
        return [fault("version", "has no exact version", "three numbers", version || "the newest")];
      if (!/^(https|oci):\/\//.test(source))
        return [fault("source", "comes by a way that others can change", "https or oci", source)];
      return { proof: `${version} from ${source}` };
    });
  },
});
