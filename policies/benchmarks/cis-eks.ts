import { cisEks } from "../anchors.ts";
import { type Benchmark, rowsOf } from "./benchmark.ts";

const { checked, left } = rowsOf(cisEks);

const nodeFiles = "The files of a node come with its AMI, and only a running node shows them.";
const kubelet = "The kubelet's settings come with the AMI: no key sets them, and only a running node shows them.";
const chartRoles = "Roles in the charts of add-ons are not looked at.";
const clusterWide =
  "Services get roles of one namespace, and this is of none. Roles in the charts of add-ons are not looked at.";

/** Its controls as kube-bench has them in cfg/eks-1.8.0. The titles are ours: CIS's own are not free. */
export const cisEksBenchmark: Benchmark = {
  prefix: "CIS-EKS",
  name: "CIS Amazon EKS Benchmark 1.8.0",
  page: "https://www.cisecurity.org/benchmark/kubernetes",
  source: "CIS shows the text of a control to its members only; the links lead to the same one in kube-bench.",
  rows: [
    checked("2.1.1", "The control plane writes its logs"),
    checked("2.1.2", "Audit logs are collected in a place that is looked after"),
    left("running", "3.1.1", "Only root writes the kubelet's kubeconfig", nodeFiles),
    left("running", "3.1.2", "Root owns the kubelet's kubeconfig", nodeFiles),
    left("running", "3.1.3", "Only root writes the kubelet's configuration", nodeFiles),
    left("running", "3.1.4", "Root owns the kubelet's configuration", nodeFiles),
    left("running", "3.2.1", "The kubelet answers nobody without a name", kubelet),
    left("running", "3.2.2", "The kubelet asks whether a request is allowed", kubelet),
    left("running", "3.2.3", "The kubelet knows the authority of its clients", kubelet),
    left("running", "3.2.4", "The kubelet's read-only port is closed", kubelet),
    left("running", "3.2.5", "Idle connections to the kubelet end", kubelet),
    left("running", "3.2.6", "The kubelet manages the chains of iptables that it needs", kubelet),
    left("running", "3.2.7", "The kubelet loses no events that matter", kubelet),
    left("running", "3.2.8", "The kubelet renews its client certificate", kubelet),
    left("running", "3.2.9", "The kubelet renews its server certificate", kubelet),
    checked("4.1.1", "The role cluster-admin is used only where it must be", chartRoles),
    checked("4.1.2", "Few may read secrets", chartRoles),
    checked("4.1.3", "Roles name what they allow, without wildcards", chartRoles),
    checked("4.1.4", "Few may create pods", chartRoles),
    checked(
      "4.1.5",
      "Nothing runs as a default service account",
      "The accounts themselves stay as Kubernetes makes them.",
    ),
    checked("4.1.6", "Only pods that need it have a service account's token"),
    checked("4.1.7", "Access entries say who gets into the cluster"),
    checked("4.1.8", "Few may bind, escalate or impersonate", chartRoles),
    left("unsayable", "4.1.9", "Few may create persistent volumes", clusterWide),
    checked("4.1.10", "Few may use the kubelet through its nodes", chartRoles),
    left("unsayable", "4.1.11", "Few may change admission webhooks", clusterWide),
    checked("4.1.12", "Few may have tokens of service accounts made", chartRoles),
    checked("4.2.1", "No privileged containers are admitted"),
    checked("4.2.2", "No pods are admitted that see the processes of their node"),
    checked("4.2.3", "No pods are admitted that share memory with their node"),
    checked("4.2.4", "No pods are admitted on the network of their node"),
    checked("4.2.5", "No containers are admitted that can gain privileges"),
    checked("4.3.1", "The network plugin enforces network policies"),
    checked("4.3.2", "Every namespace has network policies", "Namespaces of add-ons are not looked at."),
    checked("4.4.1", "Secrets are files rather than variables"),
    checked("4.4.2", "Secrets are kept outside of the cluster"),
    checked("4.5.1", "Namespaces keep things apart"),
    checked("4.5.2", "Nothing is in the default namespace"),
    checked("5.1.1", "Images are scanned for vulnerabilities", "Those of other registries are not looked at."),
    left(
      "account",
      "5.1.2",
      "Few people may use the image registry",
      "What people may do in the account is not said in a spec.",
    ),
    checked("5.1.3", "The cluster may only read images"),
    checked("5.1.4", "Images come from approved registries"),
    checked("5.2.1", "Services have service accounts of their own"),
    checked("5.3.1", "Kubernetes secrets are encrypted with a key of one's own"),
    checked("5.4.1", "Few addresses reach the control plane"),
    checked("5.4.2", "The control plane has a private endpoint, and no public one"),
    checked("5.4.3", "Nodes are private"),
    checked("5.4.4", "Network policies are on, and say what is meant"),
    checked("5.4.5", "Load balancers speak TLS"),
    left(
      "account",
      "5.5.1",
      "People sign in to Kubernetes with IAM",
      "Whoever is let in is an IAM principal (iam-cluster-access-entries); with which program people get their tokens is the matter of their machines.",
    ),
  ],
};
