import { expect, test } from "vitest";
import { schedule } from "../../../schema/language/text.ts";

test.each(["0 3 * * *", "*/15 * * * *", "0 9-17/2 1,15 jan-jun mon-fri", "59 23 31 12 6", "@daily"])(
  "%s is a schedule",
  (written) => {
    expect(schedule.safeParse(written).success).toBe(true);
  },
);

test.each([
  "",
  "0 3 * *",
  "0 3 * * * *",
  "60 3 * * *",
  "0 24 * * *",
  "0 3 0 * *",
  "0 3 * 13 *",
  "0 3 * * 7",
  "*/0 * * * *",
  "@reboot",
])("%j is none", (written) => {
  expect(schedule.safeParse(written).success).toBe(false);
});
