import * as z from "zod";
import { integer, key, text } from "./key.ts";
import { keepsName, renamedFrom } from "./rename.ts";
import { duration, name } from "./text.ts";

/** Where Cognito may send people back to: HTTPS, or this machine while somebody develops. */
const returnUrl = text(
  /^(https:\/\/[^\s#]+|http:\/\/localhost(:\d{1,5})?(\/[^\s#]*)?)$/,
  "a URL to come back to",
  'https://, or http://localhost, and no "#"',
);

const client = z.strictObject({
  callbackUrls: key(
    z.array(returnUrl).default([]),
    "Where people come back to after they signed in on the pool's own pages (OAuth, with a code). No OAuth when empty.",
    ["https://app.example.com/callback"],
  ),
  logoutUrls: key(z.array(returnUrl).default([]), "Where people come back to after they signed out.", [
    "https://app.example.com/",
  ]),
  accessToken: key(duration.default("1h"), "How long an access token and an ID token are valid: 5m to 24h.", "1h"),
  refreshToken: key(duration.default("30d"), "How long a sign-in lasts: 1h to 3650d.", "30d"),
});

/** One of `userPools`: a directory of users in Amazon Cognito, who sign in with their e-mail address. */
export const userPool = z.strictObject({
  renamedFrom: renamedFrom(keepsName),
  clients: key(
    z.record(name, client).default({}),
    "The applications that people sign in to. A client has no secret: it would be in Terraform's state.",
    { platform: {} },
  ),
  domain: key(
    text(
      /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "a domain prefix",
      'at most 63 lower-case letters, digits and hyphens, and none of "aws", "amazon" and "cognito"',
    ).optional(),
    "The prefix of the address of the pool's own sign-in pages; nobody else in the region may have it. Needed for OAuth.",
    "shop-users",
  ),
  mfa: key(
    z.enum(["off", "optional", "required"]).default("optional"),
    "Whether people have a second factor, an authenticator app.",
    "optional",
  ),
  passwordPolicy: key(
    z
      .strictObject({
        minLength: key(integer(8, 99).default(12), "The fewest characters.", 12),
      })
      .prefault({}),
    "What a password must have, beside lower and upper case, a digit and a symbol.",
    { minLength: 14 },
  ),
  signUp: key(
    z.boolean().default(false),
    "Whether people may register themselves. Otherwise administrators and services make users.",
    false,
  ),
  threatProtection: key(
    z.enum(["off", "audit", "enforced"]).default("off"),
    "Whether Cognito looks for stolen passwords and takeovers, and only reports or also acts. It needs the plan Plus, at a price for each user.",
    "enforced",
  ),
  deletionProtection: key(z.boolean().default(true), "Whether AWS refuses to delete it.", true),
});
