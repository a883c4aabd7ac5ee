import { addressOf, type Data, type Emitted, resourcesOf } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";

/** Forms that nothing but a secret has. */
const forms = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\b[rs]k_live_[A-Za-z0-9]{16}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:(?!\$[({])[^\s/@"']+@/i,
];

/** Arguments whose text would be the secret itself: of these, none is ever written as text. */
const arguments_ =
  /^(password|master_password|auth_token|secret_string|secret_binary|client_secret|private_key|passwords)$/;

/** A secret that is written down is in the repository, in the plan and in the state for ever. */
export const secretLiterals: Invariant = {
  name: "no secret is written anywhere",
  check: (emitted) => [...texts(emitted), ...written(emitted)],
};

function texts({ files }: Emitted): string[] {
  return [...files].flatMap(([path, content]) =>
    forms.filter((form) => form.test(content)).map((form) => `${path} has something like ${form.source}`),
  );
}

function written(emitted: Emitted): string[] {
  return resourcesOf(emitted).flatMap((resource) =>
    literalSecrets(resource.body).map((name) => `${addressOf(resource)} says its ${name}`),
  );
}

function literalSecrets(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Data).flatMap(([key, inner]) =>
    arguments_.test(key) && typeof inner === "string" && !inner.startsWith("${") ? [key] : literalSecrets(inner),
  );
}
