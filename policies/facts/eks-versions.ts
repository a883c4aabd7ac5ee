/**
 * The last day of standard support of each Kubernetes version on EKS.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
 */
export const standardSupport: Readonly<Record<string, string>> = {
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};

/** Whether a version is older than all of {@link standardSupport}, and so out of it for longer than the first of them. */
export function isBeforeStandardSupport(version: string): boolean {
  const minor = Number(/^1\.(\d+)$/.exec(version)?.[1]);
  return minor < Math.min(...Object.keys(standardSupport).map((known) => Number(known.slice(2))));
}
