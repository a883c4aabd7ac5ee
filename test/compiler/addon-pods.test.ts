import { expect, test } from "vitest";
import { addonPods } from "../../schema/catalogue/addon-pods.ts";
import { parseQuantity } from "../../schema/catalogue/kubernetes-quantity.ts";
import { addonNames } from "../../schema/language/cluster.ts";
import { compile, shop } from "./compile.ts";

/** The part of a chart's values that says what its pods ask for. */
interface Values {
  readonly resources?: { readonly requests: { readonly cpu: string; readonly memory: string } };
  readonly replicas?: number;
  readonly replicaCount?: number;
}

const every = addonNames.map((name) => `${name}: {}`).join(", ");
const { graph } = compile(shop.replace(/addons: \{.*\}/, `addons: { ${every} }`));
const charts = graph
  .resources("helm_release")
  .filter(({ origin }) => origin[1] === "addons")
  .map(({ origin, config }) => {
    const [values] = config.values as readonly string[];
    return { name: origin[2] as keyof typeof addonPods, values: JSON.parse(values ?? "") as Values };
  });

test.each(charts.filter(({ values }) => values.resources))(
  "the catalogue says of $name what its values ask for",
  ({ name, values: { resources, replicas, replicaCount } }) => {
    const { onNodes = [], inCluster = [] } = addonPods[name];
    const { cpu, memory } = resources?.requests ?? {};
    expect([...onNodes, ...inCluster]).toContainEqual(
      expect.objectContaining({
        millicores: (parseQuantity(cpu) ?? 0) * 1000,
        memory: (parseQuantity(memory) ?? 0) / 2 ** 20,
        ...(onNodes.length === 0 && { replicas: replicas ?? replicaCount ?? 1 }),
      }),
    );
  },
);

test("every add-on runs something", () => {
  expect(charts.length).toBeGreaterThan(5);
  for (const name of addonNames) {
    const { onNodes = [], inCluster = [] } = addonPods[name];
    expect([...onNodes, ...inCluster].length, name).toBeGreaterThan(0);
  }
});
