import { z } from "zod";

/**
 * The text formats of the language. Each is a regular expression, so that the printed JSON Schema
 * says exactly what zod says and the two accept and reject alike.
 * What a pattern cannot say (an address range that is no network, say) is checked in resolve.
 */

/** A DNS-1123 label of at most 40 characters, which leaves room for what resource names add to it. */
export const namePattern = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** A name that a user chooses: it becomes part of resource names and addresses. */
export const name = z.string().regex(namePattern);

/** An IPv4 network in CIDR notation, e.g. `10.0.0.0/16`. */
export const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/);

/** A Kubernetes CPU quantity: whole cores or millicores, e.g. `2`, `250m`. */
export const cpu = z.string().regex(/^([1-9]\d*m?|\d+\.\d{1,3})$/);

/** A Kubernetes memory or storage quantity with a binary suffix, e.g. `256Mi`, `20Gi`. */
export const bytes = z.string().regex(/^[1-9]\d*(Ki|Mi|Gi|Ti)$/);

/** A duration with one unit, e.g. `30s`, `5m`, `4h`, `14d`. */
export const duration = z.string().regex(/^[1-9]\d*(s|m|h|d)$/);

/** An e-mail address or the name of a team: whoever answers for the thing. */
export const owner = z.string().regex(/^\S[^\n]{0,126}\S$/);

/** An absolute URL path, e.g. `/health`. */
export const urlPath = z.string().regex(/^\/[^\s?#]*$/);

/** The name of an environment variable. */
export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** A Kubernetes label or annotation key, with its optional DNS prefix. */
export const labelKey = z.string().regex(/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);

/** A Kubernetes label value: at most 63 characters. */
export const labelValue = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/);

/** A host name, e.g. `db.example.com`. */
export const hostName = z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/);

/** A network port. */
export const port = z.number().int().min(1).max(65535);

/** An Amazon Resource Name in any partition. */
export const arn = z.string().regex(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/);

/** A twelve-digit AWS account number. It is text: a leading zero counts. */
export const accountId = z.string().regex(/^\d{12}$/);
