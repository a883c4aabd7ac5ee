import { parse } from "yaml";
import { type Data, type Emitted, type EmittedObject, namespaceOf, titleOf } from "./emitted.ts";

/** The pod that an object makes. */
export interface EmittedPod {
  /** The object for people: `Deployment shop/api`. */
  readonly title: string;
  readonly stack: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Data;
  readonly containers: readonly Data[];
}

/** Every pod template in the charts, and in the manifests that others start. */
export function podsOf({ objects }: Emitted): EmittedPod[] {
  return objects.flatMap(withHeld).flatMap((object) => {
    const template = templateOf(object);
    if (!template) return [];
    const spec = (template["spec"] ?? {}) as Data;
    const metadata = (template["metadata"] ?? {}) as { readonly labels?: Record<string, string> };
    return [
      {
        title: titleOf(object),
        stack: object.stack,
        namespace: namespaceOf(object.manifest),
        labels: metadata.labels ?? {},
        spec,
        containers: [...list(spec["containers"]), ...list(spec["initContainers"])],
      },
    ];
  });
}

/** An object, and the manifests that a ConfigMap holds for others to create. */
function withHeld(object: EmittedObject): EmittedObject[] {
  const data = object.manifest["kind"] === "ConfigMap" ? (object.manifest["data"] as Record<string, string>) : {};
  const { "job.yaml": job } = data;
  return job === undefined ? [object] : [object, { ...object, manifest: parse(job) as Data }];
}

/** A pod template is where `spec.template` has containers, whatever the kind, or a CronJob's `spec.jobTemplate`. */
function templateOf({ manifest }: EmittedObject): Data | undefined {
  const spec = (manifest["spec"] ?? {}) as Data;
  const job = (spec["jobTemplate"] ?? {}) as Data;
  const template = ((job["spec"] ?? spec) as Data)["template"] as Data | undefined;
  return template && "containers" in ((template["spec"] ?? {}) as Data) ? template : undefined;
}

/** Whether labels are what a selector asks for; `matchLabels` and `matchExpressions`, or plain labels of a Service. */
export function isSelected(selector: Data, labels: Readonly<Record<string, string>>): boolean {
  const plain =
    ("matchLabels" in selector || "matchExpressions" in selector ? selector["matchLabels"] : selector) ?? {};
  const expressions = list(selector["matchExpressions"]);
  return (
    Object.entries(plain).every(([key, value]) => labels[key] === value) &&
    expressions.every((expression) => meets(expression, labels))
  );
}

function meets(expression: Data, labels: Readonly<Record<string, string>>): boolean {
  const key = String(expression["key"]);
  const value = labels[key];
  const values = (expression["values"] ?? []) as readonly string[];
  switch (expression["operator"]) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** A list of plain data; none where there is none. */
export function list(value: unknown): readonly Data[] {
  return Array.isArray(value) ? (value as readonly Data[]) : [];
}
