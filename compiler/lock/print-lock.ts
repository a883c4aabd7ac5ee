import { stringify } from "yaml";
import type { LockFile } from "../../schema/lock/lock-language.ts";

const heading = `# Written by \`groundplan lock\`: the exact versions of what the spec beside it leaves open. Commit it.
# \`amis\` may be written here by hand: the release of a machine image, by its AMI type.
`;

/** A lock as it stands in its file. The same lock gives the same text. */
export function printLock({ version, groundplan, clusters, kubernetes, providers }: LockFile): string {
  const releases = Object.entries(kubernetes).map(([minor, release]) => {
    const { amis = {}, ...rest } = release ?? {};
    return [minor, Object.keys(amis).length > 0 ? release : rest];
  });
  const ordered = { version, groundplan, clusters, kubernetes: Object.fromEntries(releases), providers };
  return heading + stringify(ordered, { lineWidth: 0 });
}
