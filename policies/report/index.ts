import type { Renderer } from "./renderer.ts";

/** Every report format, in the order in which help lists them. */
export const formats = [
  "pretty",
  "json",
  "markdown",
  "sarif",
  "github",
  "junit",
  "html",
  "policy-report",
  "open-report",
] as const;

/** A report format: one of {@link formats}. */
export type Format = (typeof formats)[number];

/** How each format is loaded. Only the one that is asked for is. */
export const renderers: { readonly [Name in Format]: () => Promise<Renderer> } = {
  pretty: async () => (await import("./pretty.ts")).renderPretty,
  json: async () => (await import("./json.ts")).renderJson,
  markdown: async () => (await import("./markdown.ts")).renderMarkdown,
  sarif: async () => (await import("./sarif.ts")).renderSarif,
  github: async () => (await import("./github.ts")).renderGithub,
  "policy-report": async () => (await import("./policy-report.ts")).renderPolicyReport,
  "open-report": async () => (await import("./policy-report.ts")).renderOpenReport,
  html: async () => (await import("./html.ts")).renderHtml,
  junit: async () => (await import("./junit.ts")).renderJunit,
};
