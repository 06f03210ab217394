import { parse } from '@cdktf/hcl2json';
import { parseBody } from '../../../review/model/configuration/hcl/body';
import { InputError } from '../../../review/model/input-error';
import { graphOfHcl, graphOfPlan, graphOfStacks } from '../../../review/model/load';

/** The same numbers for the same seed: a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hcl = `
variable "names" {
  type    = list(string)
  default = ["a", "b"]
}
locals {
  map  = { a = 1, "b" = [1, 2, { c = null }] }
  text = "x-\${var.names[0]}-\${upper("y")}%{ if true }z%{ endif }"
  doc  = <<-EOT
    line \${local.text}
  EOT
}
resource "aws_s3_bucket" "b" {
  for_each = toset(var.names)
  bucket   = format("%s-%d", each.key, length(local.map))
  tags     = { for k, v in local.map : k => jsonencode(v) if k != "z" }
  dynamic "rule" {
    for_each = var.names
    content {
      name = rule.value
    }
  }
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = [for b in aws_s3_bucket.b : "\${b.arn}/*"]
  }
}
output "all" { value = values(aws_s3_bucket.b)[*].arn }
`;
const stack = JSON.stringify({
  terraform: { backend: { local: { path: 'a' } } },
  provider: { aws: [{ region: 'eu-west-1' }] },
  locals: { a: '${local.b}', b: ['${aws_vpc.v.id}', 1, null] },
  resource: {
    aws_vpc: { v: { '//': { metadata: { path: 's/v' } }, cidr: '10.0.0.0/8', x: '${jsonencode(local.a)}' } },
  },
  output: { o: { value: '${aws_vpc.v.id}' } },
});
const plan = JSON.stringify({
  format_version: '1.2',
  planned_values: {
    root_module: { resources: [{ address: 'a.b', mode: 'managed', type: 'a', name: 'b', values: { x: [1] } }] },
  },
  resource_changes: [
    { address: 'a.b', type: 'a', name: 'b', change: { actions: ['create'], after_unknown: { y: true, x: [true] } } },
  ],
  configuration: {
    root_module: {
      resources: [{ address: 'a.b', expressions: { y: { references: ['a.b.x'] } } }],
      module_calls: { m: {} },
    },
  },
});

const pieces = [
  '"',
  '${',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '\n',
  '<<EOT',
  '%{',
  'null',
  '0',
  '...',
  '=',
  ',',
  '.',
  '*',
  '__proto__',
  '\0',
  '🦊',
  '/*',
  '#',
  '?',
  ':',
  '-1',
  '1e999',
];

/** The text with some of it cut out, doubled, or replaced. */
function mutated(text: string, next: (below: number) => number): string {
  let made = text;
  for (let times = next(4) + 1; times > 0; times--) {
    const at = next(made.length + 1);
    const length = next(12);
    const kind = next(4);
    const piece = pieces[next(pieces.length)]!;
    if (kind === 0) made = made.slice(0, at) + made.slice(at + length);
    else if (kind === 1) made = made.slice(0, at) + piece + made.slice(at);
    else if (kind === 2) made = made.slice(0, at) + made.slice(Math.max(0, at - length), at) + made.slice(at);
    else made = made.slice(0, at) + piece + made.slice(at + length);
  }
  return made;
}

/** Reads and asks for everything; only an error of the input is one. */
async function survives(read: () => Promise<{ resources: readonly { attributes: object }[] }>): Promise<void> {
  try {
    const graph = await read();
    for (const { attributes } of graph.resources) JSON.stringify(attributes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

const parsed = (text: string): never => {
  try {
    return JSON.parse(text) as never;
  } catch {
    return {} as never;
  }
};

describe('whatever is changed in it, an input is read or refused', () => {
  test.each(Array.from({ length: 10 }, (_, seed) => [seed + 1]))('HCL, seed %i', async (seed) => {
    const next = random(seed);
    for (let run = 0; run < 30; run++) {
      const text = mutated(hcl, next);
      await survives(() => graphOfHcl(text)).catch((error: Error) => {
        throw new Error(`${text}\n${error.stack}`);
      });
    }
  });

  test.each(Array.from({ length: 10 }, (_, seed) => [seed + 1]))(
    'JSON of stacks and of plans, seed %i',
    async (seed) => {
      const next = random(seed);
      for (let run = 0; run < 200; run++) {
        const [one, other] = [mutated(stack, next), mutated(plan, next)];
        await survives(() => graphOfStacks([{ name: 's', file: 'x', json: parsed(one) }])).catch((error: Error) => {
          throw new Error(`${one}\n${error.stack}`);
        });
        await survives(() => graphOfPlan(parsed(other))).catch((error: Error) => {
          throw new Error(`${other}\n${error.stack}`);
        });
      }
    },
  );
});

test('what Terraform’s parser refuses ours refuses, and it takes what that takes', async () => {
  const next = random(7);
  const differing: string[] = [];
  for (let run = 0; run < 150; run++) {
    const text = mutated(hcl, next);
    const ours = attempt(() => parseBody(text));
    const theirs = await parse('main.tf', text).then(
      () => true,
      () => false,
    );
    if (ours && !theirs) differing.push(text);
  }
  expect(differing).toEqual([]);
});

function attempt(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
