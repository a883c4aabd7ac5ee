import type { SpecPath } from "../../schema/finding.ts";
import type { Service } from "../../schema/model/model.ts";
import { architectureOf } from "../../schema/model/node-pool.ts";
import { architecturesOf } from "../../schema/model/placement.ts";
import { eksBestPractice } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import type { Guest } from "../facts/guests.ts";
import type { NodeGroup } from "../facts/node-pools.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No pod comes to a node whose processor one of its images is not built for. */
export const nodeArchMatches = defineRule({
  id: "node-arch-matches",
  title: "Images are built for the nodes that they may run on",
  group: "cluster",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "Graviton nodes are arm64. An image without that platform is pulled there, starts, and ends at once with `exec format error`, for ever.",
  remediation:
    "Build the image for the node's platform and say so in `image.platforms`, or choose a pool of the other architecture with `nodePool`.",
  anchors: [
    eksBestPractice("Compute and autoscaling: cost optimization", "cost-opt-compute"),
    {
      control: "Kubernetes well-known label kubernetes.io/arch",
      url: "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch",
    },
  ],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ model, facts }) {
    return facts.guests.flatMap((guest) => {
      const service = guest.type === "service" ? model.spec.services[guest.name] : undefined;
      // Images of stores are built for every architecture: the language says so.
      return service ? judge(guest, service) : [];
    });
  },
});

/** An image of a pod: that of the service, or of a container beside it. */
interface Image {
  /** Before the service's own name, and in the key. */
  readonly whose: string;
  readonly key: string;
  /** Where the spec speaks of it, below the service. */
  readonly setting: SpecPath;
  readonly platforms: Service["image"]["platforms"];
}

function judge(guest: Guest, service: Service): RuleResult[] {
  const { target, name, pods, perhaps } = guest;
  const images = imagesOf(service);
  const groups = [...new Set(pods.flatMap(({ places }) => places))];
  const faults = [...unreached(guest, service), ...images.flatMap((image) => unfit(guest, image, groups))];
  if (faults.length > 0) return faults;
  const strangers = pods.flatMap(({ pod }) => strangersIn(pod, service));
  const unknown = [
    ...strangers.map((stranger) => `nothing says what the image of the container "${stranger}" is built for`),
    ...perhaps.map((pool) => `what the nodes of the pool "${pool}" are is known only at apply`),
  ];
  if (unknown.length > 0) return unknown.map((reason) => ({ verdict: "not-evaluated", target, reason }));
  const places = namesOf(groups.map(({ pool, instances }) => `pool ${pool} (${architectureOf({ instances })})`));
  const evidence = images.map(({ whose, platforms }) => {
    return `${whose}service "${name}" → ${places} → image for ${platforms.join(", ")}`;
  });
  return [{ verdict: "compliant", target, evidence }];
}

function imagesOf({ image, init, sidecars }: Service): readonly Image[] {
  const beside = (section: "init" | "sidecars", kind: string, containers: Service["init"]): Image[] =>
    Object.entries(containers).map(([name, container]) => ({
      whose: `${kind} "${name}" of `,
      key: `${section}.${name}:`,
      setting: [section, name],
      platforms: container.image.platforms,
    }));
  return [
    { whose: "", key: "", setting: [], platforms: image.platforms },
    ...beside("init", "init container", init),
    ...beside("sidecars", "sidecar", sidecars),
  ];
}

/** Pods that are bound to a processor which no node has that would take them. */
function unreached({ target, name, pods }: Guest, { image }: Service): RuleResult[] {
  const bound = pods.find(({ lackingArchitecture }) => lackingArchitecture !== undefined);
  if (!bound) return [];
  const { pod, lackingArchitecture } = bound;
  const reason = `no node pool that takes its pods is ${lackingArchitecture}`;
  return [
    {
      verdict: "not-compliant",
      target,
      path: [...target, "image", "platforms"],
      key: "arch:none",
      message: `the image of service "${name}" is not built for where its pods may run: ${reason}`,
      expected: "a pool of it",
      actual: image.platforms.join(", "),
      evidence: [`${pod.name} → kubernetes.io/arch = ${lackingArchitecture} → ${reason}`],
      resource: pod.address,
    },
  ];
}

/** The pools with nodes that an image is not built for. */
function unfit({ target, name, pods }: Guest, image: Image, groups: readonly NodeGroup[]): RuleResult[] {
  const built = architecturesOf(image);
  const wrong = groups.flatMap(({ pool, instances }) => {
    const instance = instances.find((type) => !built.includes(architectureOf({ instances: [type] })));
    return instance === undefined ? [] : [[pool, instance] as const];
  });
  const actual = image.platforms.join(", ");
  return [...new Map(wrong)].map(([pool, instance]) => {
    const needed = architectureOf({ instances: [instance] });
    const reason = `the nodes of pool "${pool}" (${instance}) are ${needed}`;
    return {
      verdict: "not-compliant",
      target,
      path: [...target, ...image.setting, "image", "platforms"],
      key: `${image.key}pool:${pool}`,
      message: `the image of ${image.whose}service "${name}" is not built for where its pods may run: ${reason}`,
      expected: `linux/${needed}`,
      actual,
      evidence: [`${image.whose}service "${name}" → image for ${actual} → ${reason}`],
      ...(pods[0] && { resource: pods[0].pod.address }),
    };
  });
}

/** Containers that the spec does not speak of: an override put them there. */
function strangersIn({ containers }: PodTemplate, { init, sidecars }: Service): readonly string[] {
  const mains = containers.filter(({ role }) => role === "main").slice(1);
  const beside = containers.filter(({ role, name }) => role !== "main" && !(name in init) && !(name in sidecars));
  return [...mains, ...beside].map(({ name }) => name);
}
