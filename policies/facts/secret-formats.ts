/**
 * Forms that providers give their secrets, and the names to call them by. None of them can be mistaken for prose.
 * Patterns begin with fixed text or at the start of a word, so that a long text costs one walk.
 */
const formats: readonly (readonly [pattern: RegExp, name: string])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key id"],
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  [/\bgh[pousr]_[A-Za-z0-9]{36}/, "a GitHub token"],
  [/\bgithub_pat_\w{22}/, "a GitHub token"],
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  [/\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20}/, "a GitLab token"],
  // https://docs.slack.dev/authentication/tokens
  [/\bxox[abceoprs]-[A-Za-z0-9-]{10}/, "a Slack token"],
  [/\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+/, "a Slack token"],
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  [/\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/]{20}/, "a Slack webhook"],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20}/, "a Discord webhook"],
  // https://docs.stripe.com/keys: those that begin with pk are public.
  [/\b[rs]k_(?:live|test)_[A-Za-z0-9]{16}/, "a Stripe key"],
  [/\bwhsec_[A-Za-z0-9+/]{24}/, "a webhook's signing secret"],
  [/\bsk-(?:[A-Za-z0-9]{20}|(?:proj|svcacct|admin|or-v\d|ant-[a-z0-9]+)-[\w-]{20})/, "an API key"],
  [/\bAIza[\w-]{35}/, "a Google API key"],
  [/\bGOCSPX-[\w-]{28}/, "a Google client secret"],
  [/\bya29\.[\w-]{20}/, "a Google token"],
  [/\bnpm_[A-Za-z0-9]{36}/, "an npm token"],
  [/\bpypi-AgE[\w-]{50}/, "a PyPI token"],
  [/\bdckr_(?:pat|oat)_[\w-]{27}/, "a Docker token"],
  [/\bhf_[A-Za-z]{34}/, "a Hugging Face token"],
  // https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes
  [/\bhv[sbr]\.[\w-]{24}/, "a Vault token"],
  [/\bglsa_[A-Za-z0-9]{32}_[0-9a-f]{8}/, "a Grafana token"],
  [/\bdo[opr]_v1_[0-9a-f]{64}/, "a DigitalOcean token"],
  [/\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/, "a Shopify token"],
  [/\bATATT3[\w=-]{50}/, "an Atlassian token"],
  [/\bdapi[0-9a-f]{32}/, "a Databricks token"],
  [/\bNRAK-[A-Z0-9]{27}/, "a New Relic key"],
  [/\bAGE-SECRET-KEY-1[A-Z0-9]{58}/, "an age key"],
  // https://docs.sendgrid.com/ui/account-and-settings/api-keys
  [/\bSG\.[\w-]{22}\.[\w-]{43}/, "a SendGrid key"],
  // https://www.rfc-editor.org/rfc/rfc7519#section-3.1: both parts are JSON objects, in base64.
  [/\beyJ[\w-]{8,512}\.eyJ[\w-]{8}/, "a JSON web token"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/, "a private key"],
  // The same in base64, at each of its three offsets.
  [/LS0tLS1CRUdJTi[\w+/]*(?:UFJJVkFURSBLRVkt|BSSVZBVEUgS0VZL|QUklWQVRFIEtFWS)/, "a private key"],
  // https://docs.docker.com/reference/cli/docker/login/#authentication-config: user and password, in base64.
  [/"auths"\s*:\s*\{[^}]{0,500}"auth"\s*:\s*"[A-Za-z0-9+/=]{8}/, "a registry's login"],
  // https://laravel.com/docs/encryption: how its tools print a key.
  [/\bbase64:[A-Za-z0-9+/]{42,}=*/, "an encryption key"],
  // A number tells it from prose: "Basic authentication".
  [/\b(?:Basic|Bearer)[ \t]+(?=[A-Za-z+/._~-]*\d)[\w+/.~-]{12}/, "an authorization header"],
];

/** Addresses with a password in them; what stands for it is judged, because it may be put in later. */
const addresses: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b[a-zA-Z][a-zA-Z0-9+.-]{0,20}:\/\/[^\s/:@?#"]*:([^\s/@"]+)@/g, "a URL with a password"],
  // https://github.com/go-sql-driver/mysql#dsn-data-source-name
  [/\b[\w.-]{1,64}:([^\s:@/]+)@(?:tcp|tcp6|unix|udp)\(/g, "a data source name with a password"],
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html
  [/\bjdbc:oracle:\w+:[^\s/@]+\/([^\s@]+)@/g, "a URL with a password"],
];

const anyFormat = new RegExp(formats.map(([{ source }]) => source).join("|"));

/** The name of the provider's format that a text has in it. */
export function secretFormat(text: string, isHarmless: (password: string) => boolean): string | undefined {
  if (anyFormat.test(text)) return formats.find(([pattern]) => pattern.test(text))?.[1];
  if (!text.includes("@")) return undefined;
  return addresses.find(([pattern]) =>
    [...text.matchAll(pattern)].some(([, password = ""]) => !isHarmless(password)),
  )?.[1];
}
