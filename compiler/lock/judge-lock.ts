import { amiType } from "../../schema/catalogue/ami-type.ts";
import { standardSupportEnds } from "../../schema/catalogue/kubernetes-versions.ts";
import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { Lock } from "../../schema/lock/lock.ts";
import type { LockFile } from "../../schema/lock/lock-language.ts";
import type { Model } from "../../schema/model/model.ts";
import { isMap, valueAt } from "../../schema/resolve/plain-data.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { makeLock } from "./make-lock.ts";

/** Something that is to be said of a lock. */
export interface LockRemark {
  /** `note` is for people; any other fails a check. */
  readonly kind: "behind" | "missing" | "note" | "stale" | "unsupported" | "unused";
  /** The place in the lock, or in the spec for what is about the spec. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The page with the days. */
const supportPage = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html";

/**
 * What is behind the versions that this release was tested with, what is missing, no longer used or not what the spec
 * pins, and which cluster is out of AWS standard support on a day (`YYYY-MM-DD`, UTC).
 */
export function judgeLock(
  lock: Lock,
  models: readonly Model[],
  { groundplan, today }: { readonly groundplan: string; readonly today: string },
): readonly LockRemark[] {
  const { source, locked } = lock;
  const expected = makeLock(models, groundplan, locked);
  const tested = makeLock(models, groundplan, undefined);
  const at = (path: SpecPath) => ({ file: source.file, line: source.locateKey(path).line });
  const remarks = [...new Set([...leavesOf(locked), ...leavesOf(expected)])].flatMap((key): LockRemark[] => {
    const path = key.split("\n");
    const [is, should, newest] = [locked, expected, tested].map((file) => valueAt(file, path) as string | undefined);
    const name = formatSpecPath(path);
    const place = at(path);
    if (is === undefined) return [{ kind: "missing", ...place, text: `${name} is not locked: it would be ${should}` }];
    if (should === undefined)
      return [{ kind: "unused", ...place, text: `${name} is locked to ${is}, and nothing uses it` }];
    if (is !== should) return [{ kind: "stale", ...place, text: `${name} is ${is}, and the spec says ${should}` }];
    if (newest === undefined || !isOlder(is, newest)) return [];
    return [{ kind: "behind", ...place, text: `${name} is ${is}; this release was tested with ${newest}` }];
  });
  return [...remarks, ...models.flatMap((model) => supportRemarks(model, today)), ...imageNotes(lock, models)].sort(
    (left, right) => compareText(left.file, right.file) || left.line - right.line || compareText(left.text, right.text),
  );
}

/** Which clusters AWS no longer supports by the standard. */
export function supportRemarks({ name, spec, source, sourcePath }: Model, today: string): readonly LockRemark[] {
  const { version } = spec.cluster;
  const end = standardSupportEnds[version];
  if (today <= end) return [];
  const { line } = source.locateKey(sourcePath(["cluster", "version"]));
  const text = `Kubernetes ${version} of ${name} left AWS standard support on ${end} (${supportPage})`;
  return [{ kind: "unsupported", file: source.file, line, text }];
}

/** Only AWS knows the releases of its images, so that nobody can be told to lock one. */
function imageNotes({ source, locked }: Lock, models: readonly Model[]): readonly LockRemark[] {
  const used = models.flatMap(({ spec: { cluster } }) =>
    Object.values(cluster.nodePools).map(
      ({ instances }) => [cluster.version, amiType(instances[0] ?? "") ?? ""] as const,
    ),
  );
  const open = used.filter(([version, type]) => locked.kubernetes[version]?.amis[type] === undefined);
  return [...new Set(open.map(([version, type]) => `${version}\n${type}`))].map((key) => {
    const [version = "", type = ""] = key.split("\n");
    const { line } = source.locateKey(["kubernetes", version]);
    const text = `the AMI ${type} of Kubernetes ${version} is not locked: EKS takes its newest release for each new node group`;
    return { kind: "note", file: source.file, line, text };
  });
}

/** The paths of everything that is locked, as the keys of a set. The format's own version is not. */
function leavesOf(file: LockFile): readonly string[] {
  const visit = (value: unknown, path: readonly string[]): readonly string[] =>
    isMap(value) ? Object.entries(value).flatMap(([key, part]) => visit(part, [...path, key])) : [path.join("\n")];
  const { version: _, ...entries } = file;
  return visit(entries, []);
}

/** Compares versions by their numbers: `v1.12.4-eksbuild.1` is older than `v1.13.2-eksbuild.1`. */
function isOlder(version: string, other: string): boolean {
  const [left = [], right = []] = [version, other].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const index = right.findIndex((number, at) => number !== left[at]);
  return index >= 0 && (left[index] ?? -1) < (right[index] ?? -1);
}
