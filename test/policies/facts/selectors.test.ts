import fc from "fast-check";
import { expect, test } from "vitest";
import type { PodTemplate } from "../../../policies/facts/pod-templates.ts";
import { indexPods } from "../../../policies/facts/reachability/pod-index.ts";
import { indexSelectors, selects } from "../../../policies/facts/selectors.ts";
import { createGraph } from "../../../schema/graph/create-graph.ts";

const name = fc.constantFrom("a", "b", "c");
const labels = fc.dictionary(name, name);
const expression = fc.record({
  key: name,
  operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
  values: fc.array(name),
});
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) });
const placed = fc.array(fc.record({ namespace: name, selector, labels }), { maxLength: 12 });

test("the index of selectors finds what trying each of them finds", () => {
  fc.assert(
    fc.property(placed, (all) => {
      const find = indexSelectors(all.map(({ namespace, selector }, value) => ({ namespace, selector, value })));
      for (const { namespace, labels } of all) {
        const each = all.flatMap((other, value) =>
          other.namespace === namespace && selects(other.selector, labels) ? [value] : [],
        );
        expect([...find(namespace, labels)].sort((a, b) => a - b)).toEqual(each);
      }
    }),
  );
});

test("the index of pods finds what trying each of them finds, in their order", () => {
  fc.assert(
    fc.property(placed, (all) => {
      const pods = all.map(({ namespace, labels }) => ({ namespace, labels }) as unknown as PodTemplate);
      const index = indexPods(createGraph("empty", [], []), pods);
      for (const { namespace, selector } of all)
        expect(index.find(namespace, selector)).toEqual(
          pods.filter((pod) => pod.namespace === namespace && selects(selector, pod.labels)),
        );
    }),
  );
});
