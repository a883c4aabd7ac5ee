/**
 * The commercial AWS regions and the letters of their availability zones.
 * Which physical zone a letter means differs by account, which letters there are does not (except where noted).
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export const regions: Readonly<Record<string, Region>> = {
  "af-south-1": { zones: ["a", "b", "c"] },
  "ap-east-1": { zones: ["a", "b", "c"] },
  "ap-east-2": { zones: ["a", "b", "c"] },
  // "b" exists only for accounts older than most: new ones are not given it.
  "ap-northeast-1": { zones: ["a", "c", "d"] },
  "ap-northeast-2": { zones: ["a", "b", "c", "d"] },
  "ap-northeast-3": { zones: ["a", "b", "c"] },
  "ap-south-1": { zones: ["a", "b", "c"] },
  "ap-south-2": { zones: ["a", "b", "c"] },
  "ap-southeast-1": { zones: ["a", "b", "c"] },
  "ap-southeast-2": { zones: ["a", "b", "c"] },
  "ap-southeast-3": { zones: ["a", "b", "c"] },
  "ap-southeast-4": { zones: ["a", "b", "c"] },
  "ap-southeast-5": { zones: ["a", "b", "c"] },
  "ap-southeast-6": { zones: ["a", "b", "c"] },
  "ap-southeast-7": { zones: ["a", "b", "c"] },
  "ca-central-1": { zones: ["a", "b", "d"] },
  "ca-west-1": { zones: ["a", "b", "c"] },
  "eu-central-1": { zones: ["a", "b", "c"] },
  "eu-central-2": { zones: ["a", "b", "c"] },
  "eu-north-1": { zones: ["a", "b", "c"] },
  "eu-south-1": { zones: ["a", "b", "c"] },
  "eu-south-2": { zones: ["a", "b", "c"] },
  "eu-west-1": { zones: ["a", "b", "c"] },
  "eu-west-2": { zones: ["a", "b", "c"] },
  "eu-west-3": { zones: ["a", "b", "c"] },
  "il-central-1": { zones: ["a", "b", "c"] },
  "me-central-1": { zones: ["a", "b", "c"] },
  "me-south-1": { zones: ["a", "b", "c"] },
  "mx-central-1": { zones: ["a", "b", "c"] },
  "sa-east-1": { zones: ["a", "b", "c"] },
  "us-east-1": { zones: ["a", "b", "c", "d", "e", "f"] },
  "us-east-2": { zones: ["a", "b", "c"] },
  // Each account is given two of the three.
  "us-west-1": { zones: ["a", "b", "c"], perAccount: true },
  "us-west-2": { zones: ["a", "b", "c", "d"] },
};

/** An AWS region. */
export interface Region {
  /** The letters of its availability zones. */
  readonly zones: readonly string[];
  /** Accounts do not see the same letters, so that none can be chosen without asking. */
  readonly perAccount?: boolean;
}

/** A region by its code, or `undefined` when AWS has none of that name. */
export function findRegion(code: string): Region | undefined {
  return Object.hasOwn(regions, code) ? regions[code] : undefined;
}
