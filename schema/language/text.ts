import * as z from "zod";
import { text } from "./key.ts";

/**
 * The text formats of the language. Each is a regular expression, so that the printed JSON Schema
 * says exactly what zod says and the two accept and reject alike.
 * What a pattern cannot say (an address range that is no network, say) is checked in resolve.
 */

/** A DNS-1123 label of at most 40 characters, which leaves room for what resource names add to it. */
export const namePattern = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** A name that a user chooses: it becomes part of resource names and addresses. */
export const name = text(
  namePattern,
  "a name",
  "lower-case letters, digits and hyphens, first a letter, last no hyphen, at most 40 characters",
);

/** An IPv4 network in CIDR notation, e.g. `10.0.0.0/16`. */
export const cidr = text(
  /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
  "an IPv4 range in CIDR notation",
  "four numbers with dots, a slash and the prefix length",
);

/** A Kubernetes CPU quantity: whole cores or millicores, e.g. `2`, `250m`. */
export const cpu = text(/^([1-9]\d*m?|\d+\.\d{1,3})$/, "a CPU quantity", 'cores ("2", "0.5") or millicores ("250m")');

/** A Kubernetes memory or storage quantity with a binary suffix, e.g. `256Mi`, `20Gi`. */
export const bytes = text(/^[1-9]\d*(Ki|Mi|Gi|Ti)$/, "an amount of bytes", "a whole number and Ki, Mi, Gi or Ti");

/** A duration with one unit, e.g. `30s`, `5m`, `4h`, `14d`. */
export const duration = text(/^[1-9]\d*(s|m|h|d)$/, "a duration", "a whole number and s, m, h or d");

const cronNumber = {
  minute: "[0-5]?\\d",
  hour: "([01]?\\d|2[0-3])",
  day: "(0?[1-9]|[12]\\d|3[01])",
  month: "(0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
  weekday: "([0-6]|sun|mon|tue|wed|thu|fri|sat)",
};

/** One of the five fields: `*`, a number, a range, each with an optional step, and lists of them. */
function cronField(number: string): string {
  const item = `(\\*|${number}(-${number})?)(/[1-9]\\d?)?`;
  return `${item}(,${item})*`;
}

/** When a CronJob runs. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax */
export const schedule = text(
  new RegExp(`^(@(hourly|daily|weekly|monthly|yearly)|${Object.values(cronNumber).map(cronField).join(" ")})$`),
  "a schedule",
  "minute, hour, day of the month, month and day of the week, each a number, a range, a step, a list or *, or @hourly, @daily, @weekly, @monthly or @yearly",
);

/** An e-mail address or the name of a team: whoever answers for the thing. */
export const owner = text(/^\S[^\n]{0,126}\S$/, "an owner", "2 to 128 characters on one line, no space at the ends");

/** An absolute URL path, e.g. `/health`. */
export const urlPath = text(/^\/[^\s?#]*$/, "an absolute path", 'a slash first, then no space, "?" or "#"');

/** A character of a path that both Kubernetes and a load balancer's rule take as it is, without wildcards. */
const pathCharacter = "[A-Za-z0-9_.~$@:+&-]";

/**
 * The beginning of URL paths that a route leads on: whole segments, no slash at the end, within what a rule of a load
 * balancer holds. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export const routePath = text(
  new RegExp(`^/((?=.{1,125}$)(?!\\.\\.?(/|$))${pathCharacter}+(/(?!\\.\\.?(/|$))${pathCharacter}+)*)?$`),
  "a path of a route",
  "a slash, then segments of letters, digits and _.~$@:+&- with slashes between them, at most 126 characters",
);

/** The absolute path of a file, e.g. `/etc/app/config.yaml`. */
export const filePath = text(
  /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._@+-]{1,128})+$/,
  "the absolute path of a file",
  'names with a slash before each, of letters, digits and ._@+-, none of them "." or ".."',
);

/** The name of an environment variable. */
export const variableName = text(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  "the name of an environment variable",
  "letters, digits and underscores, first no digit",
);

/** A Kubernetes label or annotation key, with its optional DNS prefix. */
export const labelKey = text(
  /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
  "a Kubernetes label key",
  'at most 63 letters, digits, dots, hyphens and underscores, with an optional DNS prefix and "/"',
);

/** A Kubernetes label value: at most 63 characters. */
export const labelValue = text(
  /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/,
  "a Kubernetes label value",
  "at most 63 letters, digits, dots, hyphens and underscores, first and last a letter or digit",
);

/** A host name, e.g. `db.example.com`. */
export const hostName = text(
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  "a host name",
  "lower-case labels with dots between them, no scheme and no port",
);

/** A network port. */
export const port = z.number().int().min(1).max(65535);

/** An Amazon Resource Name in any partition. */
export const arn = text(
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/,
  "an ARN",
  "arn:<partition>:<service>:<region>:<account>:<resource>",
);

/** A twelve-digit AWS account number. It is text: a leading zero counts. */
export const accountId = text(/^\d{12}$/, "an AWS account number", "twelve digits, in quotes");
