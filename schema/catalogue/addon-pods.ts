import type { addonNames } from "../language/cluster.ts";
import type { InstanceFamily } from "./instance-family.ts";

/** What one pod of an add-on asks for. Memory is in MiB. */
interface Request {
  readonly millicores: number;
  readonly memory: number;
}

/** A pod that every node has, or every node with an accelerator of this kind. */
export interface DaemonPod extends Request {
  readonly accelerator?: InstanceFamily["accelerator"];
}

/** Pods that run somewhere in the cluster, on nodes without taints. */
export interface ControllerPods extends Request {
  readonly replicas: number;
}

/** What an add-on runs. */
export interface AddonPods {
  readonly onNodes?: readonly DaemonPod[];
  readonly inCluster?: readonly ControllerPods[];
}

/** What each add-on runs, as it comes or as its values in `compiler/addons/` say. */
export const addonPods: Readonly<Record<(typeof addonNames)[number], AddonPods>> = {
  // Each of its three containers asks for as much.
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
  "aws-ebs-csi-driver": {
    onNodes: [{ millicores: 30, memory: 120 }],
    inCluster: [{ replicas: 2, millicores: 60, memory: 240 }],
  },
  "aws-load-balancer-controller": { inCluster: [{ replicas: 2, millicores: 100, memory: 128 }] },
  "cluster-autoscaler": { inCluster: [{ replicas: 1, millicores: 100, memory: 300 }] },
  // The agent and Fluent Bit, what measures accelerators, and the operator.
  // https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml
  "container-insights": {
    onNodes: [
      { millicores: 250, memory: 128 },
      { millicores: 50, memory: 25 },
      { millicores: 250, memory: 128, accelerator: "nvidia" },
      { millicores: 256, memory: 128, accelerator: "neuron" },
    ],
    inCluster: [{ replicas: 1, millicores: 100, memory: 64 }],
  },
  // https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html
  coredns: { inCluster: [{ replicas: 2, millicores: 100, memory: 70 }] },
  // https://github.com/aws/eks-pod-identity-agent/blob/main/charts/eks-pod-identity-agent/values.yaml
  "eks-pod-identity-agent": { onNodes: [{ millicores: 0, memory: 0 }] },
  // The values speak of the controller; its webhook and what renews the webhook's certificate ask for nothing.
  // https://external-secrets.io/latest/api/components/
  "external-secrets": {
    inCluster: [
      { replicas: 1, millicores: 50, memory: 128 },
      { replicas: 2, millicores: 0, memory: 0 },
    ],
  },
  // https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html
  "kube-proxy": { onNodes: [{ millicores: 100, memory: 0 }] },
  "metrics-server": { inCluster: [{ replicas: 2, millicores: 100, memory: 200 }] },
  "nvidia-device-plugin": { onNodes: [{ millicores: 50, memory: 64, accelerator: "nvidia" }] },
  // The driver, its registrar and its liveness probe.
  // https://github.com/kubernetes-sigs/secrets-store-csi-driver/blob/main/charts/secrets-store-csi-driver/values.yaml
  "secrets-store-csi-driver": { onNodes: [{ millicores: 70, memory: 140 }] },
  // https://github.com/aws/secrets-store-csi-driver-provider-aws/blob/main/charts/secrets-store-csi-driver-provider-aws/values.yaml
  "secrets-store-csi-driver-provider-aws": { onNodes: [{ millicores: 50, memory: 100 }] },
  // The plugin and the agent that enforces network policies.
  // https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/values.yaml
  "vpc-cni": { onNodes: [{ millicores: 50, memory: 0 }] },
};
