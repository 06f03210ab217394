import type { Hole, Text } from '../../../review/model/value';

/** Credentials that are recognised by their format. The names are for messages, which never show the secret. */
const shapes: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ['an AWS access key id', /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/],
  ['a GitLab token', /\bgl(?:pat|ptt|rt|dt|cbt)-[\w-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[\w-]{10,}/],
  ['a Slack webhook', /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]{8,}\/[A-Z0-9]{8,}\/\w{16,}/],
  ['a Stripe key', /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ['a Google API key', /\bAIza[\w-]{35}\b/],
  ['an API key of a language model', /\bsk-(?:ant-|proj-|svcacct-)[\w-]{20,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a PyPI token', /\bpypi-AgE[\w-]{40,}/],
  ['a SendGrid key', /\bSG\.[\w-]{22}\.[\w-]{43}\b/],
  ['a DigitalOcean token', /\bdo[opr]_v1_[a-f0-9]{64}\b/],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/],
  ['a Vault token', /\bhv[sbr]\.[\w-]{24,}/],
  ['an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/],
  ['an Azure storage key', /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/],
  ['a signed JSON web token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
];

/** The last words of the name of a credential: `DB_PASSWORD`, `clientSecret`, `api-key`. Not `PASSWORD_MIN_LENGTH` or `SECRET_ARN`. */
const words =
  'pass(?:word|wd|phrase)|pwd|secret|secret[-_]?(?:access[-_]?)?key|private[-_]?key|api[-_]?key|access[-_]?key|auth[-_]?key|encryption[-_]?key|signing[-_]?key|account[-_]?key|token|credentials?|connection[-_]?string';
const named = new RegExp(`(?:^|[-_.\\s]|(?<=[a-z0-9])(?=[A-Z]))(?:${words})$`, 'i');
const joined = /(?:password|passwd|passphrase|clientsecret|apikey|secretkey|privatekey|accesstoken|authtoken|pgpass)$/i;

/** `NAME=value`, `"name": "value"`, `--password value` in a longer text, from the last words of the name on. */
const assignment = new RegExp(
  `(?<word>${words})["']?(?<sign>\\s*[:=]\\s*|\\s+(?=["']))(?<quote>["']?)(?<value>[^\\s"',;&|<>]{6,200})`,
  'gi',
);
const credentialsInUrl = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"]{0,100}:(?<password>[^\s/:@'"]{3,200})@[^\s/@]/i;
/** `define('DB_PASSWORD', 'value')` of PHP, `os.environ["DB_PASSWORD"] = …` is an assignment. */
const definition = new RegExp(
  `define\\(\\s*["'](?<name>\\w{0,60}?)(?<word>${words})["']\\s*,\\s*(?<quote>["'])(?<sign>)(?<value>[^"']{6,200})["']`,
  'gi',
);
/** Placeholders, and values that name the place where a secret is stored. */
const placeholder =
  /^["']?(?:\$|%|`|\{\{|<|\*+$|arn:|resolve:|ssm:|secretsmanager:|vault:|file:|\/|x+$|\.\.\.)|\$\{|\$\(/i;
const noSecret =
  /^(?:true|false|yes|no|on|off|enabled?|disabled?|none|null|undefined|required|optional|string|seconds|minutes|hours|days|[01]|)$/i;

/**
 * The kind of credential in a text, "an AWS access key id"; undefined if none is recognised.
 *
 * For few false positives: a known format, credentials in a URL, a value that is assigned to the name of a credential, or
 * the 40 characters of a secret access key. Never returns the secret.
 */
export function secretIn(text: string): string | undefined {
  const shape = shapes.find(([, pattern]) => pattern.test(text));
  if (shape) return shape[0];
  const password = credentialsInUrl.exec(text)?.groups?.password;
  if (password && !placeholder.test(password)) return 'credentials in a URL';
  if (hasSecretAccessKey(text)) return 'an AWS secret access key';
  return assignedIn(text);
}

/** Like `secretIn`, for a value with a name: under `DB_PASSWORD`, any literal is a credential. */
export function secretNamed(name: string, value: string): string | undefined {
  const kind = secretIn(value);
  if (kind) return kind;
  if (!isSecretName(name) || noSecret.test(value.trim()) || placeholder.test(value.trim())) return undefined;
  return isAddress(value) ? undefined : `a literal ${described(name)}`;
}

/** Whether a name is that of a credential, by its last words. */
export function isSecretName(name: string): boolean {
  return named.test(name) || joined.test(name);
}

function assignedIn(text: string): string | undefined {
  for (const { groups = {}, index } of [...text.matchAll(assignment), ...text.matchAll(definition)]) {
    const { name = nameBefore(text, index), word = '', quote = '', sign = '', value = '' } = groups;
    if (!isSecretName(name + word) || noSecret.test(value) || placeholder.test(value) || isAddress(value)) continue;
    // Prose and schemas have words after such names ("token: string"). A credential is longer, or assigned as in a shell.
    const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value);
    const isShell = sign.trim() === '=' && /^[A-Z0-9_]+$/.test(name + word);
    if (isMixed || isShell || (quote !== '' && /pass|pwd/i.test(word))) return `a literal ${described(name + word)}`;
  }
  return undefined;
}

/** The beginning of a name of which the last words start here: `DB_` of `DB_PASSWORD`. */
function nameBefore(text: string, index: number): string {
  return /[A-Za-z][\w.-]*$/.exec(text.slice(Math.max(0, index - 61), index))?.[0] ?? '';
}

const mark = (index: number) => `\u0001${index}\u0002`;
const marked = '["\']?\u0001(?<index>\\d+)\u0002';
/** Where a script puts a value: after the name of a credential, as the password of a client, in a URL, or as a line of its own. */
const places: readonly RegExp[] = [
  new RegExp(`(?<name>[A-Za-z][\\w.-]{0,60}?)?(?<word>${words})(?:["']?\\s*[:=]\\s*|["']?,?\\s+)${marked}`, 'gi'),
  new RegExp(`\\bmysql(?:dump|admin)?\\b[^\\n]{0,300}?\\s-p${marked}`, 'g'),
  new RegExp(`\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@'"]{0,100}:${marked}@`, 'gi'),
  new RegExp(`^[ \\t]*\u0001(?<index>\\d+)\u0002[ \\t]*$`, 'gm'),
];

/** The first unknown value of a script in the place of a credential: `\${var.password}` of `DB_PASSWORD=\${var.password}`. */
export function holeForSecret({ parts }: Text): Hole | undefined {
  const script = parts.map((part, index) => (typeof part === 'string' ? part : mark(index))).join('');
  const found = places.flatMap((place) => [...script.matchAll(place)]);
  const one = found.find(({ groups: { name = '', word } = {} }) => word === undefined || isSecretName(name + word));
  const hole = parts[Number(one?.groups?.index)];
  return typeof hole === 'string' ? undefined : hole;
}

/**
 * 40 random characters of base64: mixed, with nearly as many different ones as expected by chance, and with more than one
 * digit, + or /: one key in 500 has not, and a numbered name has not either.
 */
function hasSecretAccessKey(text: string): boolean {
  for (const [run] of text.matchAll(/(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g)) {
    const isMixed = [/[a-z].*[a-z].*[a-z]/, /[A-Z].*[A-Z].*[A-Z]/, /\d.*[\d+/]|[+/].*\d/].every((pattern) =>
      pattern.test(run),
    );
    if (isMixed && entropyOf(run) > 4.1 && !/^\/|\/.*\/.*\/.*\//.test(run)) return true;
  }
  return false;
}

/** Shannon's, in bits for each character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** A URL from which a token is fetched is not a token. */
function isAddress(value: string): boolean {
  if (value.length > 10_000) return false;
  return /^https?:\/\/[^\s@]+$/i.test(value) || /^[\w.-]+\.(?:amazonaws\.com|internal)(?::\d+)?$/i.test(value);
}

function described(name: string): string {
  if (/pass|pwd/i.test(name)) return 'password';
  if (/token/i.test(name)) return 'token';
  return /key$/i.test(name) ? 'key' : /connection/i.test(name) ? 'connection string' : 'secret';
}
