import { count } from "../../../schema/count.ts";
import type { Answer } from "./ask.ts";
import type { SmokeTarget } from "./smoke-targets.ts";

/** What was asked, what came back and whether that is well. */
export interface SmokeResult {
  readonly route: string;
  readonly url: string;
  readonly expected: SmokeTarget["expected"];
  readonly isWell: boolean;
  /** In words: `200`, `301 to https://shop.example.com/`, `nobody listens there`. */
  readonly found: string;
  readonly status?: number;
  /** Whole days for which the certificate is still valid. */
  readonly certificateDays?: number;
}

/** ACM renews 60 days before the end: with fewer than these left, it could not. */
const fewestDays = 14;

/** Whether an answer is the expected one. */
export function judgeAnswer({ route, url, expected, host }: SmokeTarget, answer: Answer, now: Date): SmokeResult {
  const about = { route, url, expected };
  if (answer.kind === "failure") return { ...about, isWell: false, found: answer.reason };
  const { status, location, certificateUntil } = answer;
  if (expected === "redirect") return { ...about, status, ...judgeRedirect(host, status, location) };
  const days = certificateUntil && Math.floor((certificateUntil.getTime() - now.getTime()) / 86_400_000);
  const isOld = days !== undefined && days < fewestDays;
  const validity = days === undefined ? "" : `, certificate valid for ${count(days, "day")}`;
  return {
    ...about,
    status,
    isWell: status < 500 && !isOld,
    found: `${status}${validity}`,
    ...(days !== undefined && { certificateDays: days }),
  };
}

function judgeRedirect(
  host: string,
  status: number,
  location: string | undefined,
): Pick<SmokeResult, "isWell" | "found"> {
  const target = location === undefined || !URL.canParse(location) ? undefined : new URL(location);
  const isRedirect = status >= 300 && status < 400;
  const isWell = isRedirect && target?.protocol === "https:" && target.hostname === host;
  return {
    isWell,
    found: isRedirect ? `${status} to ${location ?? "nowhere"}` : `${status}, and no redirect to HTTPS`,
  };
}
