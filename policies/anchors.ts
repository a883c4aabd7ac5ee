import type { Anchor } from "./rule.ts";

/** A control of the CIS Amazon EKS Benchmark 1.8.0. */
export function cisEks(control: string): Anchor {
  return { control: `CIS-EKS ${control}`, url: "https://www.cisecurity.org/benchmark/kubernetes" };
}

/** A control of the CIS AWS Foundations Benchmark 6.0.0. */
export function cisAws(control: string): Anchor {
  return { control: `CIS-AWS ${control}`, url: "https://www.cisecurity.org/benchmark/amazon_web_services" };
}

/** A control of AWS Foundational Security Best Practices in Security Hub, e.g. `EKS.1`. */
export function fsbp(control: string): Anchor {
  const [service = "", number = ""] = control.toLowerCase().split(".");
  const page = `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html`;
  return { control: `FSBP ${control}`, url: `${page}#${service}-${number}` };
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
  return {
    control: `NSA ${control}`,
    url: "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  };
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
