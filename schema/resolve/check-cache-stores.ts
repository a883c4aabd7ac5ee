import type { SpecProblem } from "../finding.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Stores on ElastiCache have a version and nodes that can do what is asked of them. */
export const checkCacheStores: DraftCheck = ({ spec }) =>
  Object.entries<SpecStore>(spec.stores)
    .filter(([, { engine }]) => engine === "elasticache")
    .flatMap(([name, store]) => [
      ...checkVersion(name, store),
      ...checkReplicas(name, store),
      ...checkNodes(name, store),
    ]);

/** Terraform takes no major version alone. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
function checkVersion(name: string, { version = "8.2" }: SpecStore): readonly SpecProblem[] {
  const [major = 0, minor] = version.split(".").map(Number);
  if (minor !== undefined && (major === 7 ? minor >= 2 : major > 7 && major < 10)) return [];
  return [
    {
      code: "wrong-value",
      path: ["stores", name, "version"],
      message: `"${version}" is no version of Valkey that ElastiCache has`,
      help: 'write the major and the minor version, for example "8.2"',
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html */
function checkReplicas(name: string, { replicas, multiAz }: SpecStore): readonly SpecProblem[] {
  if (replicas !== 0 || multiAz !== true) return [];
  return [
    conflict(
      ["stores", name, "replicas"],
      `"${name}" has no replica that could take over in another zone`,
      'write "replicas: 1" or more, or "multiAz: false"',
    ),
  ];
}

/** Previous generations. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html */
const tooOld: ReadonlySet<string> = new Set(["c1", "m1", "m2", "m3", "r3", "t1", "t2"]);

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html */
function checkNodes(name: string, { nodeType = "" }: SpecStore): readonly SpecProblem[] {
  const [, family = ""] = nodeType.split(".");
  const problem = (message: string): readonly SpecProblem[] => [
    conflict(["stores", name, "nodeType"], message, 'choose another family, for example "cache.m7g.large"'),
  ];
  if (tooOld.has(family)) return problem(`nodes of "${nodeType}" are too old to encrypt what they hold and send`);
  if (family === "r6gd") return problem(`nodes of "${nodeType}" keep data on disks, too, which no store asks for`);
  return [];
}
