import { Lazy } from 'cdktf';
import { isKnown, map, matching, text, type Prop } from '../props';
import { unsafeIn } from '../props/unsafe-text';

const source = 'EC2 user guide, Run commands when you launch an EC2 instance';
/** EC2 takes 16 KB; the rest is for what the module adds. */
const longest = 12 * 1024;
const expected = `commands for bash, 1 to ${longest} bytes without control characters, known at synthesis`;

/** A script of several lines, in which `${…}` and `%{…}` are bash's: Terraform does not evaluate them. */
export const commands: Prop<string> = {
  expected,
  known: 'structure',
  source,
  problems(found, prop) {
    const isScript = typeof found === 'string' && isKnown(found) && found.trim() !== '';
    if (!isScript || Buffer.byteLength(found) > longest) return [{ prop, expected, found }];
    // Bash has no call in a parameter expansion: it was meant for Terraform.
    if (/\$\{\w+\(/.test(found)) {
      return [{ prop, expected: 'commands without an expression of Terraform: use variables', found }];
    }
    const problem = unsafeIn(found.replace(/[$%]\{|[\n\t]/g, ' '));
    return problem ? [{ prop, expected: `commands ${problem}`, found }] : [];
  },
};

/** By name; a value may be known only after apply. */
export const variables = map(
  'variables',
  matching(/^[A-Z][A-Z0-9_]{0,63}$/, 'capital letters, digits and _, such as VOLUME_ID', { structure: true }),
  text("up to 1024 characters without ' and \\", (value) => value.length <= 1024 && !/['\\]/.test(value)),
  { max: 50 },
);

export interface Script {
  readonly variables?: Readonly<Record<string, string>>;
  /** Lines of `name=value` in a file that is there before the commands run; as `variables`, a value may be known only after apply. */
  readonly environment?: { readonly file: string; readonly variables: Readonly<Record<string, string>> };
  /** What runs, in order. */
  readonly commands: readonly string[];
}

/** Base64 of a script that bash runs as root at the first boot; the synthesized JSON has the script itself, for its reader. */
export function userData({ variables = {}, environment, commands }: Script): string | undefined {
  if (commands.length === 0) return undefined;
  return Lazy.stringValue({
    produce: (context) => {
      // A reference becomes part of the quoted string as it is, and Terraform writes its value there.
      const value = (one: string) => (isKnown(one) ? quoted(one) : String(context.resolve(one)));
      const exports = Object.entries(variables).map(([name, one]) => `export ${name}='${value(one)}'\\n`);
      const lines = Object.entries(environment?.variables ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
      const file = environment && [
        quoted(`install -m 600 /dev/stdin ${environment.file} <<'VARIABLES'\n`),
        ...lines.map(([name, one]) => `${name}=${value(one)}\\n`),
        'VARIABLES\\n',
      ];
      const [start, rest] = [
        ['#!/bin/bash', 'set -euo pipefail', ''],
        [...commands, ''],
      ];
      return `\${base64encode("${quoted(start.join('\n'))}${exports.join('')}${(file ?? []).join('')}${quoted(rest.join('\n'))}")}`;
    },
  });
}

/** As a quoted string of Terraform has it. */
function quoted(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/([$%])\{/g, '$1$1{');
}
