/**
 * The last day of standard support of each major version of PostgreSQL on RDS.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
export const postgresSupport: Readonly<Record<string, string>> = {
  "11": "2024-02-29",
  "12": "2025-02-28",
  "13": "2026-02-28",
  "14": "2027-02-28",
  "15": "2028-02-29",
  "16": "2029-02-28",
  "17": "2030-02-28",
};
