import { describe, expect, test } from "vitest";
import { secretLikeness } from "../../../policies/facts/secret-likeness.ts";
import { check } from "../check-case.ts";

const limits = { bitsPerCharacter: 4.2, minimumLength: 24 };
const like = (name: string, value: string): string | undefined => secretLikeness(name, value, limits);
/** Put together here, so that nobody who searches this file for secrets finds one. */
const joined = (...parts: readonly string[]): string => parts.join("");

describe("a literal looks like a secret", () => {
  test.each([
    ["an AWS access key id", joined("AKIA", "IOSFODNN7EXAMPLE")],
    ["a GitHub token", joined("ghp", "_0123456789abcdefghijklmnopqrstuvwxyzAB")],
    ["a Slack token", joined("xoxb", "-1234567890-abcdefghij")],
    ["a private key", joined("-----BEGIN", " OPENSSH PRIVATE KEY-----\nb3Blbn")],
    ["a JSON web token", joined("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0In0.c2ln")],
    ["a Stripe key", joined("sk", "_live_0123456789abcdefghij")],
    ["a URL with a password", "redis://:hunter2@cache:6379/0"],
  ])("by its form: %s", (name, value) => {
    expect(like("ANYTHING", value)).toBe(`looks like ${name}`);
    expect(like("ANYTHING", `--option=${value}`)).toBe(`looks like ${name}`);
  });

  test.each([
    "PASSWORD",
    "db_password",
    "adminPassword",
    "GITHUB_TOKEN",
    "API_KEY",
    "apiKey",
    "clientSecret",
    "JWT_SIGNING_KEY",
    "DB_PWD",
    "SMTP_PASS",
    "PGPASSWORD",
    "REDISCLI_AUTH",
  ])("by its name: %s", (name) => {
    expect(like(name, "changeme")).toBe("is a secret by its name");
    expect(like(name, "12345")).toBe("is a secret by its name");
  });

  test("by its randomness", () => {
    expect(like("SIGNER", joined("wJalrXUtnFEMI", "K7MDENGbPxRfiCYEXAMPLEKEY42"))).toBe(
      "looks random, as a key or token does",
    );
  });
});

describe("a literal does not look like a secret", () => {
  test.each([
    ["PASSWORD_FILE", "/run/secrets/password"],
    ["PASSWORD_MIN_LENGTH", "12"],
    ["SECRET_NAME", "shop/stripe"],
    ["existingSecret", "grafana-admin"],
    ["imagePullSecret", "registry"],
    ["TOKEN_TTL", "3600"],
    ["PUBLIC_KEY", "ssh-ed25519"],
    ["PWD", "/app"],
    ["AUTH_TOKEN", "https://id.example.com/token"],
    ["AUTH_TOKEN", "$(TOKEN)"],
    ["SECRET", ""],
    ["DEBUG_TOKEN", "false"],
    ["DATABASE_URL", "postgresql://db.example.com:5432/app"],
    ["DATABASE_URL", "postgresql://app:$(PASSWORD)@db.example.com/app"],
    ["COMMIT", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
    ["UUID", "123e4567-e89b-12d3-a456-426614174000"],
    ["SENTENCE", "the-quick-brown-fox-jumps-over-the-lazy-dog"],
    ["CLASS", "AbstractSingletonProxyFactoryBeanImplementation"],
    ["CERTIFICATE", "-----BEGIN CERTIFICATE-----"],
  ])("%s=%s", (name, value) => {
    expect(like(name, value)).toBeUndefined();
  });
});

test("no finding repeats a secret", () => {
  const secrets = [
    "correct-horse-battery-staple",
    joined("AKIA", "IOSFODNN7EXAMPLE"),
    "postgresql://app:hunter2@db/app",
  ];
  const [password = "", accessKey = "", url = ""] = secrets;
  const spec = {
    services: {
      api: {
        env: { ADMIN_PASSWORD: password, USER_ID: accessKey, DATABASE: url },
        args: [`--token=${password}`, `${accessKey}=on`],
      },
    },
  };
  const { findings } = check(spec);
  expect(findings).toHaveLength(5);
  for (const secret of [...secrets, "hunter2"]) expect(JSON.stringify(findings)).not.toContain(secret);
});
