/**
 * The retention periods that CloudWatch Logs accepts, in days.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const retentionPeriods: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The days in a retention such as `90d`. Resolve has made sure that it is one of {@link retentionPeriods}. */
export function retentionDays(retention: string): number {
  return Number.parseInt(retention, 10);
}
