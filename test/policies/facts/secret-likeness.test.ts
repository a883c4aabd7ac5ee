import { describe, expect, test } from "vitest";
import { secretLikeness, usualLimits } from "../../../policies/facts/secret-likeness.ts";
import { check } from "../check-case.ts";

const like = (name: string, value: string): string | undefined => secretLikeness(name, value, usualLimits);
/** Put together here, so that nobody who searches this file for secrets finds one. */
const joined = (...parts: readonly string[]): string => parts.join("");

describe("a literal looks like a secret", () => {
  test.each([
    ["an AWS access key id", joined("AKIA", "IOSFODNN7EXAMPLE")],
    ["a GitHub token", joined("ghp", "_0123456789abcdefghijklmnopqrstuvwxyzAB")],
    ["a GitLab token", joined("glpat", "-0123456789abcdefghij")],
    ["a Slack token", joined("xoxb", "-1234567890-abcdefghij")],
    ["a Slack webhook", joined("https://hooks.slack", ".com/services/T00000000/B00000000/0123456789abcdef")],
    ["a private key", joined("-----BEGIN", " OPENSSH PRIVATE KEY-----\nb3Blbn")],
    ["a private key", Buffer.from(joined("-----BEGIN RSA", " PRIVATE KEY-----\nMIIE")).toString("base64")],
    ["a JSON web token", joined("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0In0.c2ln")],
    ["a Stripe key", joined("sk", "_live_0123456789abcdefghij")],
    ["an API key", joined("sk-", "proj-0123456789abcdefghij")],
    ["a Hugging Face token", joined("hf", "_abcdefghijklmnopqrstuvwxyzABCDEFGH")],
    ["a Vault token", joined("hvs", ".CAESI0123456789abcdefghij")],
    ["a URL with a password", "redis://:hunter2@cache:6379/0"],
    ["a data source name with a password", "app:hunter2@tcp(db.example.com:3306)/shop"],
    ["a URL with a password", "jdbc:oracle:thin:app/hunter2@//db.example.com:1521/shop"],
    ["a registry's login", '{"auths":{"registry.example.com":{"auth":"YXBwOmh1bnRlcjI="}}}'],
    ["an authorization header", "Authorization: Bearer abcdef0123456789abcdef0123456789"],
    ["an encryption key", joined("base64:", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")],
  ])("by its form: %s", (name, value) => {
    expect(like("ANYTHING", value)).toBe(`looks like ${name}`);
    expect(like("ANYTHING", `--option=${value}`)).toBe(`looks like ${name}`);
  });

  test.each([
    ["PASSWORD", "changeme"],
    ["PASSWORD", "12345"],
    ["db_password", "changeme"],
    ["adminPassword", "changeme"],
    ["DB_PASSWORD", "/hunter2!"],
    ["DB_PASSWORD", "$ecret"],
    ["DB_PASSWORDS", "app:hunter2"],
    ["DB_PWD", "changeme"],
    ["PASS", "changeme"],
    ["SMTP_PASS", "changeme"],
    ["PGPASSWORD", "changeme"],
    ["REDISCLI_AUTH", "changeme"],
    ["AUTHORIZATION", "Basic hunter2"],
    ["GITHUB_TOKEN", "changeme"],
    ["API_TOKENS", "hunter2hunter2"],
    ["AZURE_PAT", "changeme"],
    ["API_KEY", "12345"],
    ["apiKey", "changeme"],
    ["clientSecret", "changeme"],
    ["JWT_KEY", "changeme"],
    ["JWT_SIGNING_KEY", "changeme"],
    ["RAILS_MASTER_KEY", "0f3c2b1a9e8d7c6b5a4f3e2d1c0b9a88"],
    ["SECRET_KEY_BASE", "0f3c2b1a9e8d7c6b5a4f3e2d1c0b9a88"],
  ])("by its name: %s=%s", (name, value) => {
    expect(like(name, value)).toBe("is a secret by its name");
  });

  test.each([
    ["a query of a URL", "jdbc:postgresql://db.example.com/shop?user=app&password=hunter2"],
    ["the first of a query", "jdbc:postgresql://db.example.com/shop?password=hunter2"],
    ["a connection string", "Server=db;User Id=app;Password=hunter2;"],
    ["a connection string of Azure", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=aHVudGVyMg==;"],
    ["JSON", '{"spring":{"datasource":{"password":"hunter2"}}}'],
    ["JSON in JSON", '{"config":"{\\"password\\":\\"hunter2\\"}"}'],
    ["YAML", "basic_auth:\n  username: app\n  password: hunter2"],
    ["YAML with quotes", "'password': 'hunter2'"],
    ["a list of YAML", "users:\n  - password: hunter2"],
    ["YAML on one line", "db: { user: app, password: hunter2 }"],
    ["a block of YAML", "password: |\n  hunter2"],
    ["a variable of a pod", "- name: DB_PASSWORD\n  value: hunter2"],
    ["a shell", "export DB_PASSWORD=hunter2"],
    ["properties", "spring.datasource.password=hunter2"],
    ["TOML", 'password = "hunter2"'],
    ["JAAS", 'username="app" password="hunter2"'],
    ["XML", "<password>hunter2</password>"],
    ["settings of .NET", '<add key="DbPassword" value="hunter2"/>'],
    ["settings of Hadoop", "<property><name>db.password</name>\n<value>hunter2</value></property>"],
    ["npmrc", "//registry.npmjs.org/:_authToken=hunter2"],
    ["npmrc with a login", "//registry.example.com/:_auth=aHVudGVyMg=="],
    ["pgpass", "db.example.com:5432:shop:app:hunter2"],
    ["netrc", "machine example.com login app password hunter2"],
    ["redis.conf", "maxmemory 64mb\nrequirepass hunter2"],
    ["an access list of Redis", "user app on >hunter2 ~* +@all"],
    ["SQL", "CREATE USER app PASSWORD 'hunter2'"],
    ["a header of nginx", 'proxy_set_header Authorization "Bearer abc";'],
    ["an option", "--password=hunter2"],
    ["an option and its value", "run --password hunter2"],
    ["redis-cli", "redis-cli -a hunter2 ping"],
    ["curl", "curl -u app:hunter2 https://example.com"],
    ["mysql", "mysql -uapp -phunter2 shop"],
    ["sshpass", "sshpass -p hunter2 ssh example.com"],
  ])("by the name of a part: %s", (_, value) => {
    expect(like("ANYTHING", value)).toBe("has a part that is a secret by its name");
  });

  test("by its randomness", () => {
    const random = joined("wJalrXUtnFEMI", "K7MDENGbPxRfiCYEXAMPLEKEY42");
    expect(like("SIGNER", random)).toBe("looks random, as a key or token does");
    expect(like("SETTINGS", `signer: ${random}`)).toBe("has a part that looks random, as a key or token does");
  });
});

describe("a literal does not look like a secret", () => {
  test.each([
    // A setting, and no secret itself
    ["PASSWORD_FILE", "/run/secrets/password"],
    ["PASSWORD_MIN_LENGTH", "12"],
    ["SECRET_NAME", "shop/stripe"],
    ["existingSecret", "grafana-admin"],
    ["imagePullSecret", "registry"],
    ["TLS_SECRET", "tls-cert"],
    ["existingSecret.key", "password"],
    ["TOKEN_TTL", "3600"],
    ["ACCESS_TOKEN_FIELD", "x"],
    ["MAX_TOKENS", "4096"],
    ["REFRESH_TOKEN", "3600"],
    ["SESSION_TOKEN", "30d"],
    ["USE_TOKEN", "1"],
    ["DEBUG_TOKEN", "false"],
    ["CSRF_TOKEN", "enabled"],
    ["ALLOW_EMPTY_PASSWORD", "yes"],
    ["REQUIRE_PASSWORD", "no"],
    ["EOS_TOKEN", "</s>"],
    ["PAD_TOKEN", "[PAD]"],
    ["PWD", "/app"],
    // Something elsewhere
    ["AUTH_TOKEN", "https://id.example.com/token"],
    ["RESET_PASSWORD", "/reset"],
    ["PRIVATE_KEY", "keys/private.pem"],
    ["CLIENT_SECRET", "vault:secret/data/shop#client"],
    ["ENCRYPTION_KEY", "arn:aws:kms:eu-west-1:111122223333:key/1"],
    ["SECRET_LIST", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/stripe-AbCdEf"],
    ["UPSTREAM", "http://token:8080"],
    // Put in later
    ["AUTH_TOKEN", "$(TOKEN)"],
    ["PASSWORD", "${OTHER}"],
    ["PASSWORD", "{{ .Values.password }}"],
    ["PASSWORD", "<your password>"],
    ["SECRET", ""],
    ["DATABASE_URL", "postgresql://app:$(PASSWORD)@db.example.com/app"],
    ["DATABASE_URL", "postgresql://app:${PASSWORD}@db.example.com/app"],
    ["DATABASE_URL", "https://user:{password}@db.example.com"],
    ["SCRIPT", 'password=$(cat /run/password)\nexport PGPASSWORD="$password"\nrequirepass "$password"'],
    ["CODE", "class Settings:\n    password: str\n    token = read_token()"],
    ["INI", "password =   ; set by the operator\ntoken = # none"],
    // What everybody may know
    ["PUBLIC_KEY", "ssh-ed25519"],
    [
      "VAPID_PUBLIC_KEY",
      joined("BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFg", "DzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U"),
    ],
    ["STRIPE_PUBLISHABLE_KEY", joined("pk", "_live_51HabcDEFghiJKLmnoPQRstu")],
    ["RECAPTCHA_SITE_KEY", joined("6LeIxAcTAAAAAJcZVRqy", "Hh71UMIEGNQ_MXjiZKhI")],
    ["COGNITO_CLIENT", "3n4b5urk1ft4fl3mg5e62d9ado"],
    ["COMMIT", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
    ["IMAGE", "shop/api@sha256:9b7c0fda1f4bd5d2a1b2f1dfb2f6cf5d35a7b4b0b1d5f6a0c1c9d3b1a2e4f5a6"],
    ["UUID", "123e4567-e89b-12d3-a456-426614174000"],
    ["CERTIFICATE", "-----BEGIN CERTIFICATE-----"],
    // Words
    ["SENTENCE", "the-quick-brown-fox-jumps-over-the-lazy-dog"],
    ["SENTENCE", "Basic authentication, or a Bearer token of somebody else"],
    ["CLASS", "AbstractSingletonProxyFactoryBeanImplementation"],
    ["TOPIC", "OrderServiceV2Events2024Prod"],
    ["MODEL", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"],
    ["MODEL_PATH", "/models/Meta-Llama-3-8B-Instruct/Q4_K_M"],
    ["PIPELINE", "sk-learn-pipeline-production-v2"],
    // Signs that mean something else
    ["DATABASE_URL", "postgresql://db.example.com:5432/app"],
    ["URL", "https://example.com/a:b@c"],
    ["URL", "http://example.com:8080/x?y=a:b@c"],
    ["JSON", '{"host":"http://example.com:80","mail":"app@example.com","token":true}'],
    ["USERS", "root:x:0:0:root:/root:/bin/bash"],
    ["NGINX", "proxy_cache_key $host;\nuser nginx;"],
  ])("%s=%s", (name, value) => {
    expect(like(name, value)).toBeUndefined();
  });
});

test("a long text costs one walk, whatever it is made of", () => {
  const pieces = [
    "a",
    "password ",
    "<",
    "a:",
    "name: ",
    "://a",
    "a.-",
    "user a ",
    "login a ",
    "db:1:a:",
    "user:a",
    "key='",
  ];
  const started = performance.now();
  for (const piece of pieces) like("ANYTHING", piece.repeat(200_000 / piece.length));
  expect(performance.now() - started).toBeLessThan(2_000);
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
