import { nsa } from "../anchors.ts";
import { type Benchmark, rowsOf } from "./benchmark.ts";

const { checked, left } = rowsOf(nsa);

const kubelet = "The kubelet's settings come with the AMI: no key sets them, and only a running node shows them.";

/** The guide numbers nothing; its controls are those that kubescape makes of it (frameworks/nsaframework.json). */
export const nsaGuide: Benchmark = {
  prefix: "NSA",
  name: "NSA and CISA Kubernetes Hardening Guide 1.2",
  page: "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  source: "The guide numbers nothing: these are the controls that kubescape makes of it, to which the links lead.",
  rows: [
    checked("C-0002", "Few may run commands in containers", "Roles in the charts of add-ons are not looked at."),
    left(
      "running",
      "C-0005",
      "The API server has no port without TLS",
      "EKS runs the API server, and Kubernetes 1.24 took that port away.",
    ),
    checked("C-0012", "No credentials are written into configuration"),
    checked("C-0013", "Containers are not root"),
    checked("C-0016", "No container can gain privileges"),
    checked("C-0017", "Containers cannot write to their image"),
    checked("C-0030", "Network policies close both directions"),
    checked("C-0034", "Only pods that need it have a service account's token"),
    checked("C-0035", "Few are administrators of the cluster", "Roles in the charts of add-ons are not looked at."),
    checked("C-0038", "No pod sees the processes or memory of its node"),
    checked("C-0041", "No pod is on the network of its node"),
    checked("C-0044", "No container takes a port of its node"),
    checked("C-0046", "Containers have no capability that they do not need"),
    checked("C-0054", "Network policies divide the cluster"),
    checked("C-0055", "The kernel's means of confinement are used"),
    checked("C-0057", "No container is privileged"),
    left(
      "unsayable",
      "C-0058",
      "No kubelet follows a symbolic link out of a volume (CVE-2021-25741)",
      "No version of Kubernetes that a cluster can have has it: it was mended in 1.22.2.",
    ),
    left(
      "unsayable",
      "C-0059",
      "No Ingress makes ingress-nginx run snippets (CVE-2021-25742)",
      "No add-on is ingress-nginx: Ingresses are for the AWS Load Balancer Controller.",
    ),
    checked("C-0066", "What etcd keeps is encrypted"),
    checked("C-0067", "Audit logs are on"),
    left(
      "unsayable",
      "C-0068",
      "A PodSecurityPolicy says what pods may do",
      "Kubernetes 1.25 took it away; pod-namespace-psa asks for what came instead.",
    ),
    left("running", "C-0069", "The kubelet answers nobody without a name", kubelet),
    left("running", "C-0070", "The kubelet's clients show certificates", kubelet),
    checked("C-0270", "Containers have a limit of CPU"),
    checked("C-0271", "Containers have a limit of memory"),
  ],
};
