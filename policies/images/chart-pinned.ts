import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What is installed and what installs it are the same tomorrow, and charts come by a way that nobody can change. */
export const chartPinned = defineRule({
  id: "chart-pinned",
  title: "Charts and providers have an exact version, and charts a safe source",
  group: "images",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A chart without a version is another one at the next apply, with whatever its new release grants itself. Over plain HTTP it is whatever somebody on the way makes of it. A provider without one may plan other resources for the same spec.",
  remediation:
    "Give the add-on a `version`, or leave it out: it is then the one that this release was tested with. `groundplan lock` writes down the versions of providers.",
  anchors: [
    tool("Checkov", "CKV_TF_1"),
    { control: "Helm: --version", url: "https://helm.sh/docs/helm/helm_install/" },
    {
      control: "Terraform: required_providers",
      url: "https://developer.hashicorp.com/terraform/language/providers/requirements#version-constraints",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return [
      ...judgeNodes(graph.resources("helm_release"), (release) => judgeRelease(graph, release)),
      ...graph.stacks.map(judgeProviders),
    ];
  },
});

const exact = /^v?\d+\.\d+\.\d+[A-Za-z0-9.+-]*$/;

function judgeRelease(graph: ResourceGraph, { name, config }: TerraformNode<"helm_release">): NodeVerdict {
  const chart = knownText(graph, config.chart);
  if (config.repository === undefined && chart?.startsWith("./")) return { proof: `${chart}, written by this program` };
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
  if (!exact.test(version)) return [fault("version", "has no exact version", "three numbers", version || "the newest")];
  if (!/^(https|oci):\/\//.test(source))
    return [fault("source", "comes by a way that others can change", "https or oci", source)];
  return { proof: `${version} from ${source}` };
}

type Stack = ResourceGraph["stacks"][number];

/** Where nothing says a version, it is the one that the program's own bindings were made from. */
function judgeProviders({ name, providers, providerVersions = {} }: Stack): RuleResult {
  const target = ["system"];
  const versions: Readonly<Record<string, string | undefined>> = providerVersions;
  const evidence = Object.keys(providers).map(
    (provider) => `stack ${name} → provider ${provider} → ${versions[provider] ?? "the version of this program"}`,
  );
  const [loose] = Object.entries(versions).filter(([, version]) => version !== undefined && !exact.test(version));
  if (!loose) return { verdict: "compliant", target, evidence };
  const [provider, version] = loose;
  return {
    verdict: "not-compliant",
    target,
    key: `stack:${name}:${provider}`,
    message: `the provider "${provider}" of stack "${name}" has no exact version`,
    expected: "three numbers",
    actual: `${version}`,
    evidence,
  };
}
