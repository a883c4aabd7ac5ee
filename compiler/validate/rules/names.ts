import type { Report } from "../fault.ts";

/** A form of name that Kubernetes knows. */
export interface NameForm {
  readonly pattern: RegExp;
  readonly longest: number;
  /** What a name of this form is, to follow "must be". */
  readonly words: string;
}

const names = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const dnsLabel: NameForm = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  words: "a DNS label: lower-case letters, digits and inner hyphens",
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
export const serviceLabel: NameForm = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  words: "a DNS label that starts with a letter",
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export const dnsSubdomain: NameForm = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  words: "a DNS name: lower-case letters, digits, inner hyphens and dots",
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names */
export const pathSegment: NameForm = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  longest: 253,
  words: `a path segment: neither "." nor "..", without "/" and "%"`,
};

/** A port's name as IANA writes service names (RFC 6335): at least one letter, no two hyphens in a row. */
export const portName: NameForm = {
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 15,
  words: "lower-case letters, digits and single inner hyphens, with at least one letter",
};

/** A key of a ConfigMap or a Secret. */
export const dataKey: NameForm = {
  pattern: /^(?!\.{1,2}$)[-._a-zA-Z0-9]+$/,
  longest: 253,
  words: "letters, digits, hyphens, underscores and dots",
};

/** The value of a label. */
export const labelValue: NameForm = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  words: "letters, digits and inner hyphens, underscores and dots",
};

const qualifiedPart: NameForm = { ...labelValue, pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/ };

/** Reports a name that is not of its form or too long; `longest` can be less than the form allows. */
export function checkName(value: string, form: NameForm, at: string, report: Report, longest = form.longest): void {
  if (!form.pattern.test(value)) report(at, `${JSON.stringify(value)} must be ${form.words}`, `see ${names}`);
  else if (value.length > longest)
    report(at, `"${value}" has ${value.length} characters, and ${longest} are allowed`, "choose a shorter name");
}

/** Reports a name that is given and wrong. */
export function checkOptionalName(value: string | undefined, form: NameForm, at: string, report: Report): void {
  if (value !== undefined) checkName(value, form, at, report);
}

/**
 * Reports a key of labels, annotations, node selectors or resources: a name of at most 63 characters, after an
 * optional DNS name and a slash.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkQualifiedName(value: string, at: string, report: Report): void {
  const slash = value.indexOf("/");
  if (slash >= 0) checkName(value.slice(0, slash), dnsSubdomain, at, report);
  checkName(value.slice(slash + 1), qualifiedPart, at, report);
}
