import { blocksOf, withReferences, type HclBlock } from './hcl';

/** Another way to write the same infrastructure: the files of a folder; nothing where it does not apply to a text. */
type Transformation = (hcl: string) => Readonly<Record<string, string>> | undefined;

const main = (hcl: string) => ({ 'main.tf': hcl });
const resourcesIn = (hcl: string) => blocksOf(hcl).filter(({ kind }) => kind === 'resource');
const isCounted = ({ text }: HclBlock) => /\n\s*(count|for_each)\s*=/.test(text);

/** Every resource under another name. */
const renamed: Transformation = (hcl) => {
  const resources = resourcesIn(hcl);
  if (resources.length === 0) return undefined;
  return main(
    resources.reduce((text, { labels: [type = '', name = ''] }) => {
      const declared = text.replace(`resource "${type}" "${name}"`, `resource "${type}" "other_${name}"`);
      return withReferences(declared, [type, name], `${type}.other_${name}`);
    }, hcl),
  );
};

/** Everything but providers and settings in a module of its own; variables without a value are passed on. */
const inModule: Transformation = (hcl) => {
  const blocks = blocksOf(hcl);
  const isOfRoot = ({ kind }: HclBlock) => kind === 'provider' || kind === 'terraform';
  const moved = blocks.filter((block) => !isOfRoot(block));
  // Outputs of a module are none of the root; a provider would have to be passed on by name.
  if (moved.length === 0 || blocks.some(({ kind }) => kind === 'output') || /^\s*provider\s*=/m.test(hcl))
    return undefined;
  const open = moved.filter(({ kind, body }) => kind === 'variable' && !/\bdefault\s*=/.test(body));
  const passed = open.map(({ labels: [name] }) => `  ${name} = var.${name}`);
  const root = [...blocks.filter(isOfRoot), ...open].map(({ text }) => text);
  return {
    'main.tf': [...root, `module "inner" {\n  source = "./inner"\n${passed.join('\n')}\n}`].join('\n'),
    'inner/main.tf': moved.map(({ text }) => text).join('\n'),
  };
};

/** Every resource with a `count` or `for_each` of one instance. */
const repeated =
  (argument: string, key: string): Transformation =>
  (hcl) => {
    const resources = resourcesIn(hcl).filter((block) => !isCounted(block));
    if (resources.length === 0) return undefined;
    return main(
      resources.reduce((text, { labels: [type = '', name = ''] }) => {
        const referred = withReferences(text, [type, name], `${type}.${name}[${key}]`);
        return referred.replace(`resource "${type}" "${name}" {`, (head) => `${head}\n  ${argument}\n`);
      }, hcl),
    );
  };

/** Arguments that are literals, where Terraform takes an expression too. */
const literals =
  /^(\s*(?!count\b|for_each\b|prevent_destroy\b|create_before_destroy\b)\w+\s*=\s*)("[^"$%\\\n]*"|true|false|\d+)(?=\s*$)/gm;

/** Arguments of resources that are literals as variables with these defaults. */
const withVariables: Transformation = (hcl) => {
  if (hcl.includes('<<')) return undefined;
  const variables: string[] = [];
  const text = resourcesIn(hcl).reduce((all, block) => {
    const changed = block.text.replace(literals, (_, argument: string, literal: string) => {
      variables.push(`variable "literal_${variables.length}" {\n  default = ${literal}\n}`);
      return `${argument}var.literal_${variables.length - 1}`;
    });
    return all.replace(block.text, () => changed);
  }, hcl);
  return variables.length > 0 ? main([text, ...variables].join('\n')) : undefined;
};

/** Arguments of resources that are literals as settings of the instances of `for_each`, of which another is not known. */
const withSettings: Transformation = (hcl) => {
  const resources = resourcesIn(hcl).filter((block) => !isCounted(block));
  if (resources.length === 0 || hcl.includes('<<')) return undefined;
  const text = resources.reduce((all, block) => {
    const [type = '', name = ''] = block.labels;
    const settings: string[] = [];
    const changed = block.text.replace(literals, (_, argument: string, literal: string) => {
      settings.push(`literal_${settings.length} = ${literal}`);
      return `${argument}try(each.value.literal_${settings.length - 1}, null)`;
    });
    const each = `for_each = { one = { other = var.other, ${settings.join(', ')} } }`;
    const head = `resource "${type}" "${name}" {`;
    return withReferences(
      all.replace(block.text, () => changed),
      [type, name],
      `${type}.${name}["one"]`,
    ).replace(head, `${head}\n  ${each}\n`);
  }, hcl);
  return main(`${text}\nvariable "other" {}`);
};

/** Everything in a module that gets its literals in one object of a declared type, of which another attribute is not known. */
const inModuleWithSettings: Transformation = (hcl) => {
  const files = hcl.includes('<<') ? undefined : inModule(hcl);
  if (!files) return undefined;
  const settings: { readonly name: string; readonly type: string; readonly literal: string }[] = [];
  const inner = resourcesIn(files['inner/main.tf'] ?? '').reduce((all, { text }) => {
    const changed = text.replace(literals, (_, argument: string, literal: string) => {
      const type = literal.startsWith('"') ? 'string' : /^\d/.test(literal) ? 'number' : 'bool';
      settings.push({ name: `literal_${settings.length}`, type, literal });
      return `${argument}var.settings["one"].literal_${settings.length - 1}`;
    });
    return all.replace(text, () => changed);
  }, files['inner/main.tf'] ?? '');
  if (settings.length === 0) return undefined;
  const types = settings.map(({ name, type }) => `${name} = optional(${type})`);
  const values = settings.map(({ name, literal }) => `${name} = ${literal}`);
  return {
    'main.tf': [
      files['main.tf']?.replace(
        'source = "./inner"',
        () => `source = "./inner"\n settings = { one = { other = var.other, ${values.join(', ')} } }`,
      ),
      'variable "other" {}',
    ].join('\n'),
    'inner/main.tf': `variable "settings" {\n  type = map(object({ other = any, ${types.join(', ')} }))\n}\n${inner}`,
  };
};

/** Blocks of resources as dynamic blocks over settings of which one is not known. */
const withDynamicBlocks: Transformation = (hcl) => {
  if (hcl.includes('<<')) return undefined;
  let made = 0;
  const text = resourcesIn(hcl).reduce((all, { text, body }) => {
    const inner = blocksOf(body).filter(({ kind, labels }) => kind !== 'lifecycle' && labels.length === 0);
    const changed = inner.reduce((resource, block) => {
      made++;
      const settings: string[] = [];
      const content = block.body.replace(literals, (_, argument: string, literal: string) => {
        settings.push(`literal_${settings.length} = ${literal}`);
        return `${argument}try(${block.kind}.value.literal_${settings.length - 1}, null)`;
      });
      const each = `[{ other = var.other, ${settings.join(', ')} }]`;
      return resource.replace(
        block.text.trimStart(),
        () => `dynamic "${block.kind}" {\n  for_each = ${each}\n  content {${content}\n}\n}`,
      );
    }, text);
    return all.replace(text, () => changed);
  }, hcl);
  return made > 0 ? main(`${text}\nvariable "other" {}`) : undefined;
};

/** A block or an argument that may as well be a resource of its own. */
interface Inline {
  readonly of: string;
  readonly name: string;
  /** The resource, by the body of the block or the value of the argument. */
  readonly separate: (inner: string, owner: string) => { readonly type: string; readonly body: string };
}

const rule =
  (direction: string): Inline['separate'] =>
  (inner, owner) => ({
    type: 'aws_security_group_rule',
    body: `type = "${direction}"\n security_group_id = ${owner}.id\n ${inner.replace(/\bsecurity_groups\s*=\s*\[([^\]]*)\]/, 'source_security_group_id = $1')}`,
  });
const policyOf =
  (type: string, attribute: string, by: string): Inline['separate'] =>
  (value, owner) => ({ type, body: `${attribute} = ${owner}.${by}\n policy = ${value}` });

const inlines: readonly Inline[] = [
  { of: 'aws_security_group', name: 'ingress', separate: rule('ingress') },
  { of: 'aws_security_group', name: 'egress', separate: rule('egress') },
  {
    of: 'aws_route_table',
    name: 'route',
    separate: (inner, owner) => ({
      type: 'aws_route',
      body: `route_table_id = ${owner}.id\n ${inner.replace(/\bcidr_block\b/, 'destination_cidr_block')}`,
    }),
  },
  {
    of: 'aws_iam_role',
    name: 'inline_policy',
    separate: (inner, owner) => ({ type: 'aws_iam_role_policy', body: `role = ${owner}.id\n ${inner}` }),
  },
  { of: 'aws_s3_bucket', name: 'policy', separate: policyOf('aws_s3_bucket_policy', 'bucket', 'id') },
  { of: 'aws_sqs_queue', name: 'policy', separate: policyOf('aws_sqs_queue_policy', 'queue_url', 'id') },
  { of: 'aws_sns_topic', name: 'policy', separate: policyOf('aws_sns_topic_policy', 'arn', 'arn') },
  { of: 'aws_kms_key', name: 'policy', separate: policyOf('aws_kms_key_policy', 'key_id', 'id') },
  {
    of: 'aws_secretsmanager_secret',
    name: 'policy',
    separate: policyOf('aws_secretsmanager_secret_policy', 'secret_arn', 'arn'),
  },
];

/** Rules, routes and policies inside resources, written without heredocs, as resources of their own. */
const separated: Transformation = (hcl) => {
  if (hcl.includes('<<')) return undefined;
  const added: string[] = [];
  const text = resourcesIn(hcl).reduce((all, block) => {
    const [type = '', name = ''] = block.labels;
    if (isCounted(block)) return all;
    const changed = inlines
      .filter(({ of }) => of === type)
      .reduce((body, inline) => {
        const { rest, found } = takenOut(body, inline.name, inline.name === 'policy' ? '=' : '{');
        for (const inner of found) {
          const made = inline.separate(inner, `${type}.${name}`);
          added.push(`resource "${made.type}" "${name}_separate_${added.length}" {\n ${made.body}\n}`);
        }
        return rest;
      }, block.text);
    return all.replace(block.text, () => changed);
  }, hcl);
  return added.length > 0 ? main([text, ...added].join('\n')) : undefined;
};

/** The arguments (`=`) or blocks (`{`) of a name inside a block, and what is left without them. */
function takenOut(block: string, name: string, sign: '=' | '{'): { rest: string; found: string[] } {
  const found: string[] = [];
  let rest = block;
  const opening = new RegExp(`\\n[ \\t]*${name}[ \\t]*${sign}`);
  for (let match = opening.exec(rest); match; match = opening.exec(rest)) {
    const start = match.index + match[0].length - (sign === '{' ? 1 : 0);
    const end = endOfValue(rest, start);
    const inner = rest.slice(start, end).trim();
    found.push(sign === '{' ? inner.slice(1, -1) : inner);
    rest = rest.slice(0, match.index) + rest.slice(end);
  }
  return { rest, found };
}

/** Where the line ends in which no bracket is open. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ('{[('.includes(text.charAt(at))) depth++;
    else if ('}])'.includes(text.charAt(at))) depth--;
    else if (text[at] === '\n' && depth === 0) return at;
    if (depth < 0) return at;
  }
  return text.length;
}

export const transformations = {
  renamed,
  'in a module': inModule,
  'with a count of one': repeated('count = 1', '0'),
  'with a for_each of one': repeated('for_each = toset(["one"])', '"one"'),
  'with variables for literals': withVariables,
  'with settings of a for_each, of which one is not known': withSettings,
  'in a module with settings of a declared type, of which one is not known': inModuleWithSettings,
  'with dynamic blocks over settings, of which one is not known': withDynamicBlocks,
  'with resources of their own for inline rules and policies': separated,
} satisfies Record<string, Transformation>;
