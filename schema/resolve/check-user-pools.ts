import { parseDuration } from "../catalogue/quantity.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { UserPool } from "../model/model.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** User pools are within what Cognito offers, and their clients have the pages that they send people to. */
export const checkUserPools: DraftCheck = ({ spec }) =>
  Object.entries(spec.userPools).flatMap(([name, pool]) =>
    Object.entries(pool.clients).flatMap(([key, client]) => {
      const path = ["userPools", name, "clients", key];
      return [
        ...durationBetween([...path, "accessToken"], client.accessToken, 300, 86400, "from 5m to 24h"),
        ...durationBetween([...path, "refreshToken"], client.refreshToken, 3600, 3650 * 86400, "from 1h to 3650d"),
        ...checkPages(pool, key, path),
      ];
    }),
  );

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
function durationBetween(path: SpecPath, text: string, least: number, most: number, words: string): SpecProblem[] {
  const seconds = parseDuration(text);
  if (least <= seconds && seconds <= most) return [];
  const message = `no token of Cognito is valid for "${text}"`;
  return [{ code: "out-of-range", path, message, help: `write a duration ${words}` }];
}

function checkPages({ domain, clients }: UserPool, key: string, path: SpecPath): SpecProblem[] {
  const { callbackUrls = [], logoutUrls = [] } = clients[key] ?? {};
  if (callbackUrls.length > 0 && domain === undefined)
    return [
      {
        code: "missing-key",
        path: [...path.slice(0, 2), "domain"],
        message: `"domain" is missing in "${path[1]}": people come back to "${key}" from pages that the pool does not have`,
        help: 'give the pool a "domain", or remove "callbackUrls"',
      },
    ];
  if (logoutUrls.length > 0 && callbackUrls.length === 0)
    return [
      conflict(
        [...path, "logoutUrls"],
        `"${key}" has "logoutUrls" and no "callbackUrls": nobody signs in on the pool's pages`,
        'add "callbackUrls", or remove "logoutUrls"',
      ),
    ];
  return [];
}
