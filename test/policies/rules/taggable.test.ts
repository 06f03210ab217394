import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { taggable } from '../../../policies/rules/support/taggable';

/** What the classes of the provider say: each resource whose configuration takes a map of tags. */
function ofProvider(): string[] {
  const lib = join(dirname(require.resolve('@cdktf/provider-aws/package.json')), 'lib');
  return readdirSync(lib)
    .filter((folder) => !folder.startsWith('data-aws') && !folder.includes('.'))
    .map((folder) => readFileSync(join(lib, folder, 'index.d.ts'), 'utf8'))
    .filter((text) =>
      /readonly tags\?: \{/.test(/interface \w+Config extends [\w.]+ \{[^]*?\n\}/.exec(text)?.[0] ?? ''),
    )
    .map((text) => /extends cdktf\.TerraformResource \{\s*static readonly tfResourceType = "(\w+)"/.exec(text)?.[1])
    .filter((type) => type !== undefined)
    .sort();
}

test('the types that take tags are those of the provider', () => {
  expect([...taggable].sort()).toEqual(ofProvider());
});
