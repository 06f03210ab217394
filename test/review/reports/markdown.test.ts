import { code, prose } from '../../../review/reports/markdown/escape';
import { markdown, mostCharacters } from '../../../review/reports/markdown';
import { everything, hostile, plain, reportOf, steering, waiver } from './example';

test('is a table of gates, and below it what was found, folded', () => {
  const report = reportOf(
    [
      { environment: 'dev', attributes: { encrypted: false } },
      { environment: 'prod', attributes: { encrypted: false, kept: true } },
    ],
    { waivers: [waiver()] },
  );
  expect(markdown(report, plain)).toBe(`\
## Terrace: the gate is closed for \`dev\`, \`prod\`

| environment | resources | judged | not applicable | not judged | critical | high | medium | low | unknown | waived | gate |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |
| \`dev\` | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | **closed** |
| \`prod\` | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | **closed** |

<details><summary>1 finding: high</summary>

**\`s3/encrypted\`** Buckets are encrypted  
Fix: Set encrypted = true.

- \`prod-data/store/bucket\` in \`dev\`, \`prod\`: \`encrypted: expected true, found false\` (\`stacks/data.ts:42\`, \`aws_s3_bucket.store_bucket\`)

</details>

<details><summary>1 finding: waived</summary>

- \`s3/kept\` \`dev-data/store/bucket\` in \`dev\`, until 2026-12-24 by \`data@example.com\`, \`SEC-12\`: Everything in it is recreated every night.

</details>
`);
});

test('says that all is well where it is', () => {
  const report = reportOf([{ environment: 'prod', attributes: { encrypted: true, kept: true } }]);
  expect(markdown(report, plain)).toMatch(/^## Terrace: the gate passes\n/);
  expect(markdown(report, plain)).not.toContain('<details>');
  expect(markdown(report, everything)).toContain('2 findings: passed');
});

test('has a table of what Terraform does not decide, also where findings take all the room', () => {
  const service = (environment: string, encrypted: boolean) => ({
    ...{ environment, attributes: { encrypted, lifecycle: { ignore_changes: ['tags', 'a|b'] } } },
  });
  const few = markdown(reportOf([service('prod', true)]), plain);
  expect(few).toContain('<details><summary>What Terraform does not decide: 1 value</summary>');
  expect(few).toContain('| `prod-data/store/bucket` | `tags`, `a\\|b` | not known | everything else of it |');
  const many = Array.from({ length: 900 }, (_, index) => ({
    ...service('prod', false),
    address: `aws_s3_bucket.b${index}`,
  }));
  const text = markdown(reportOf(many), everything);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('What Terraform does not decide: 900 values');
});

test('names a waiver that is wrong', () => {
  const report = reportOf([{ environment: 'dev', attributes: {} }], { waivers: [waiver({ expires: '2026-11-02' })] });
  expect(markdown(report, plain)).toContain('- `environments/waivers/index.ts: waivers[0]`: expired on 2026-11-02');
});

test('fits a comment, the worst first, and says what does not', () => {
  const attributes = { kept: false };
  const many = Array.from({ length: 900 }, (_, index) => ({ environment: 'dev', attributes, path: `b-${index}/x` }));
  const shown = markdown(reportOf(many), plain);
  expect(shown.length).toBeLessThan(mostCharacters + 200);
  expect(shown.indexOf('s3/encrypted')).toBeGreaterThan(0);
  const left = Number(/^(\d+) more findings did not fit/m.exec(shown)?.[1]);
  expect(shown.match(/^- /gm)!.length + left).toBe(1800);
  expect(shown.match(/<details>/g)).toHaveLength(shown.match(/<\/details>/g)!.length);
});

describe('text of the input', () => {
  test.each([
    ['a | b', 'a \\| b'],
    ['**bold** _it_ snake_case', '\\*\\*bold\\*\\* \\_it\\_ snake_case'],
    ['<img src=x> & `code`', '&lt;img src=x&gt; &amp; \\`code\\`'],
    ['[x](http://evil.example)', '\\[x\\](http\\://evil.example)'],
    ['www.evil.example', 'www\\.evil.example'],
    ['@admin #12', '@&#8203;admin #&#8203;12'],
    ['two\nlines', 'two\\\\nlines'],
  ])('%j is prose', (given, shown) => expect(prose(given)).toBe(shown));

  test.each([
    ['plain', '`plain`'],
    ['a `b` c', '``a `b` c``'],
    ['`', '`` ` ``'],
    ['```', '```` ``` ````'],
    [' both ', '`  both  `'],
    ['', ''],
  ])('%j is code', (given, shown) => expect(code(given)).toBe(shown));

  test('ends no table, list or folded part, and calls nobody', () => {
    const about = { attributes: { encrypted: hostile }, path: hostile, source: { file: hostile } };
    const report = reportOf([{ environment: hostile, ...about }], {
      waivers: [
        waiver({ environment: hostile, resource: '*-data/*', reason: hostile, ticket: hostile, owner: hostile }),
      ],
    });
    const shown = markdown(report, everything);
    const outside = shown.replace(/(`+)(?!`)(?:.*?[^`])\1(?!`)/g, '');
    expect(outside).not.toMatch(/<script|@admin|#1|[^\\]:\/\//);
    expect(shown).not.toMatch(steering);
    expect(shown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(3);
  });
});
