import { entry, type Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import { checkName, dataKey } from "./names.ts";

/** https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const mostBytes = 1024 * 1024;

/** Reports a ConfigMap that Kubernetes refuses. */
export function checkConfigMap({ data = {}, binaryData = {} }: ObjectOf<"ConfigMap">, report: Report): void {
  let bytes = 0;
  for (const [field, values] of Object.entries({ data, binaryData }))
    for (const key in values) {
      checkName(key, dataKey, entry(field, key), report);
      bytes += Buffer.byteLength(values[key] ?? "");
    }
  for (const key in binaryData)
    if (data[key] !== undefined) report(entry("binaryData", key), "is in data as well", "keep one of the two");
  if (bytes > mostBytes)
    report("data", `has ${bytes} bytes, and ${mostBytes} are allowed`, "split it, or mount a volume");
}
