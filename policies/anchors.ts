import type { TerraformType } from "../schema/graph/terraform-types.ts";
import type { Anchor } from "./rule.ts";

/** The files of kube-bench, by the section of the benchmark that each has. */
const eksSections: Readonly<Record<string, string>> = {
  2: "controlplane",
  3: "node",
  4: "policies",
  5: "managedservices",
};

/** A control of the CIS Amazon EKS Benchmark 1.8.0. */
export function cisEks(control: string): Anchor {
  const [section = ""] = control.split(".");
  return {
    control: `CIS-EKS ${control}`,
    url: `https://github.com/aquasecurity/kube-bench/blob/main/cfg/eks-1.8.0/${eksSections[section]}.yaml`,
  };
}

/** A control of the CIS AWS Foundations Benchmark 6.0.0. */
export function cisAws(control: string): Anchor {
  const folder = "https://github.com/turbot/steampipe-mod-aws-compliance/blob/main/cis_v600/docs";
  return { control: `CIS-AWS ${control}`, url: `${folder}/cis_v600_${control.replaceAll(".", "_")}.md` };
}

/** A control of AWS Foundational Security Best Practices in Security Hub, e.g. `EKS.1`. */
export function fsbp(control: string): Anchor {
  return { control: `FSBP ${control}`, url: securityHubPage(control) };
}

/** A control of Security Hub that is in no benchmark here, or about a service that no key makes anything of. */
export function securityHub(control: string): Anchor {
  return { control: `Security Hub ${control}`, url: securityHubPage(control) };
}

function securityHubPage(control: string): string {
  const [service = "", number = ""] = control.toLowerCase().split(".");
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
}

/** The same for a policy that judges more than the control is about. */
export function about(anchor: Anchor, ...types: readonly TerraformType[]): Anchor {
  return { ...anchor, about: types };
}

/** A heading of the EKS Best Practices Guide, and the page of the guide that has it. */
export function eksBestPractice(heading: string, page: string): Anchor {
  return {
    control: `EKS best practices: ${heading}`,
    url: `https://docs.aws.amazon.com/eks/latest/best-practices/${page}.html`,
  };
}

/** A control of the Kubernetes Pod Security Standards. */
export function podSecurity(level: "baseline" | "restricted", control: string): Anchor {
  const page = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";
  return { control: `PSS ${level}: ${control}`, url: `${page}#${level}` };
}

/** A topic of the Kubernetes Hardening Guide by NSA and CISA, by the control id that kubescape gives it. */
export function nsa(control: string): Anchor {
  return { control: `NSA ${control}`, url: `https://kubescape.io/docs/controls/${control.toLowerCase()}/` };
}

/** A rule of another tool that asks for the same, by its id there. */
export function tool(name: keyof typeof toolPages, rule: string): Anchor {
  return { control: `${name} ${rule}`, url: toolPages[name] };
}

/** A page of AWS's documentation that says the same, by its title and its path below docs.aws.amazon.com. */
export function awsDocs(title: string, path: string): Anchor {
  return { control: `AWS: ${title}`, url: `https://docs.aws.amazon.com/${path}` };
}

/** A page of the Kubernetes documentation that says the same. */
export function kubernetesDocs(title: string, path: string): Anchor {
  return { control: `Kubernetes: ${title}`, url: `https://kubernetes.io/docs/${path}` };
}

const toolPages = {
  Checkov: "https://www.checkov.io/5.Policy%20Index/all.html",
  Trivy: "https://avd.aquasec.com/misconfig/",
  "kube-linter": "https://docs.kubelinter.io/#/generated/checks",
  "kube-score": "https://github.com/zegl/kube-score/blob/master/README_CHECKS.md",
  Polaris: "https://polaris.docs.fairwinds.com/checks/security/",
  hardeneks: "https://github.com/aws-samples/hardeneks",
  "cdk-nag": "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md",
  Kyverno: "https://kyverno.io/policies/",
} as const;
