import { parseQuantity } from "../../../../schema/catalogue/kubernetes-quantity.ts";
import { entriesOf, entry, type Report } from "../../fault.ts";
import type { Resources } from "../../kinds.ts";
import { checkQualifiedName } from "../names.ts";

type Quantities = Readonly<Record<string, string | number>>;

const help = "see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";

/** Reports requests and limits that Kubernetes refuses, or reads as something that nobody means. */
export function checkResources({ requests, limits }: Resources, at: string, report: Report): void {
  checkQuantities(requests, `${at}.requests`, report);
  checkQuantities(limits, `${at}.limits`, report);
  for (const name in limits) {
    const request = requests?.[name];
    if (request === undefined) continue;
    const [asked = 0, most = 0] = [parseQuantity(request), parseQuantity(limits[name])];
    if (asked > most)
      report(entry(`${at}.requests`, name), `is ${request}, more than the limit of ${limits[name]}`, "raise the limit");
    else if (name.includes("/") && asked !== most)
      report(entry(`${at}.requests`, name), `must equal the limit of ${limits[name]}`, help);
  }
}

function checkQuantities(quantities: Quantities | undefined, at: string, report: Report): void {
  const ofEntry = entriesOf(at, report);
  for (const name in quantities) {
    const amount = parseQuantity(quantities[name]) ?? 0;
    checkResourceName(name, ofEntry);
    if (amount < 0) ofEntry(name, "must not be negative", help);
    else if (name === "cpu" && amount * 1000 < 1 && amount > 0) ofEntry(name, "must be at least 1m", help);
    else if (name !== "cpu" && !Number.isInteger(amount))
      ofEntry(name, `is ${quantities[name]}, and a fraction of one cannot be had`, `write it like "256Mi"`);
  }
}

function checkResourceName(name: string, report: Report): void {
  checkQualifiedName(name, name, report);
  if (name.includes("/") || ["cpu", "memory", "ephemeral-storage"].includes(name) || name.startsWith("hugepages-"))
    return;
  report(name, "is no resource of a container: cpu, memory, ephemeral-storage, or one with a domain before it", help);
}
