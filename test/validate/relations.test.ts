import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type GraphOptions, manifestsOf, messagesOf } from "./graph-of.ts";

const messages = (yaml: string, options?: GraphOptions): string[] => messagesOf(manifestsOf(yaml), options);
const twice = (name: string, labels: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: ${labels} }
    spec: { containers: [{ name: api, image: "api:1", ports: [{ containerPort: 8000 }] }] }
`;
const api = twice("api", "{ app: api }");

describe("references between objects", () => {
  test("a Service of pods in another namespace selects none", () => {
    const service = `
apiVersion: v1
kind: Service
metadata: { name: api, namespace: other }
spec: { selector: { app: api }, ports: [{ port: 8000 }] }
`;
    expect(messages(`${api}---${service}`)).toEqual([
      '"spec.selector" of Service "other/api": selects no pods of the namespace',
    ]);
    expect(messages(`${api}---${service.replace("other", "shop")}`)).toEqual([]);
  });

  test("a Service without targetPort means its port", () => {
    expect(
      messages(`${api}---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80 }] }
`),
    ).toEqual([
      '"spec.ports[0].port" of Service "shop/api": is 80 over TCP, and no container of the selected pods has that port',
    ]);
  });

  test("two workloads cannot select each other's pods", () => {
    expect(messages(`${api}---${twice("canary", "{ app: api, track: canary }")}`)).toEqual([
      '"spec.selector" of Deployment "shop/api": selects pods of the Deployment "canary" as well',
      '"spec.selector" of Deployment "shop/canary": selects pods of the Deployment "api" as well',
    ]);
  });

  test("one workload has one autoscaler", () => {
    const autoscaler = (name: string): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 3 }
`;
    expect(messages(`${api}---${autoscaler("first")}---${autoscaler("second")}`)).toEqual([
      '"spec.scaleTargetRef.name" of HorizontalPodAutoscaler "shop/second": "api" is already scaled by "first"',
    ]);
  });

  test("a share of a request needs the request in every container", () => {
    const autoscaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  maxReplicas: 3
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`;
    expect(messages(`${api}---${autoscaler}`)).toEqual([
      '"spec.metrics[0].resource.target" of HorizontalPodAutoscaler "shop/api": is a share of the cpu request, and the container "api" has none',
    ]);
    const limited = api.replace("ports:", "resources: { limits: { cpu: 1 } }, ports:");
    expect(messages(`${limited}---${autoscaler}`)).toEqual([]);
  });

  test("pods with two budgets could never be evicted", () => {
    const budget = (name: string): string => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } }
`;
    expect(messages(`${api}---${budget("first")}---${budget("second")}`)).toEqual([
      '"spec.selector" of PodDisruptionBudget "shop/second": selects pods that the budget "first" selects as well',
    ]);
  });

  test("two ExternalSecrets cannot own one Secret", () => {
    const secret = (name: string): string => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name}, namespace: shop }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: aws }
  target: { name: credentials }
  data: [{ secretKey: a, remoteRef: { key: a } }]
`;
    expect(messages(`${secret("first")}---${secret("second")}`)).toEqual([
      '"spec.target.name" of ExternalSecret "shop/second": is the Secret that the ExternalSecret "first" owns',
    ]);
  });

  test("a generated Secret has one key, the password", () => {
    const pod = (key: string): string => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: cache, namespace: shop }
---
apiVersion: batch/v1
kind: Job
metadata: { name: cache, namespace: shop }
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - { name: a, image: a, env: [{ name: A, valueFrom: { secretKeyRef: { name: cache-login, key: ${key} } } }] }
---
apiVersion: generators.external-secrets.io/v1alpha1
kind: Password
metadata: { name: cache-login, namespace: shop }
spec: { length: 32, noUpper: false, allowRepeat: true }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: cache-login, namespace: shop }
spec:
  dataFrom:
    - sourceRef:
        generatorRef: { apiVersion: generators.external-secrets.io/v1alpha1, kind: Password, name: cache-login }
`;
    expect(messages(pod("password"))).toEqual([]);
    expect(messages(pod("username"))).toEqual([
      '"spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key" of Job "shop/cache": "username" is not a key of the Secret "cache-login"',
    ]);
  });

  test("a hook before the installation needs only what is there before it", () => {
    const hook = (weight: number): string =>
      `annotations: { helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-weight: "${weight}" }`;
    const account = (more: string): string => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: api, namespace: shop, ${more} }
`;
    const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: migrations, namespace: shop, ${hook(0)} }
spec: { template: { spec: { restartPolicy: Never, serviceAccountName: api, containers: [{ name: a, image: a }] } } }
`;
    const refused = [
      '"spec.template.spec.serviceAccountName" of Job "shop/migrations": "api" is not there yet when this hook runs before the installation',
    ];
    expect(messages(`${account("labels: {}")}---${job}`)).toEqual(refused);
    expect(messages(`${account(hook(0))}---${job}`)).toEqual(refused);
    expect(messages(`${account(hook(-1))}---${job}`)).toEqual([]);
  });

  test("no two objects of a kind have one name", () => {
    expect(messages(`${api}---${api}`)).toEqual([
      '"metadata.name" of Deployment "shop/api": "api" is taken by another Deployment of the namespace',
    ]);
  });

  test("an object needs its namespace, unless every cluster has it", () => {
    expect(messages(api, { namespaces: [] })).toEqual([
      '"metadata.namespace" of Deployment "shop/api": "shop" is not a namespace that is made',
    ]);
    expect(messages(api.replace("shop", "kube-system"), { namespaces: [] })).toEqual([]);
  });

  test("nothing is said about references while an object cannot be read", () => {
    const system = readFileSync(new URL("./system.yaml", import.meta.url), "utf8");
    const broken = system.replace("automountServiceAccountToken: false", "automountServiceAccountToken: 'no'");
    expect(messages(broken)).toEqual([
      '"automountServiceAccountToken" of ServiceAccount "shop/api": must be true or false, not the text "no"',
    ]);
  });
});
