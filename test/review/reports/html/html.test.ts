import { html, joined, linked, trusted } from '../../../../review/reports/html/html';

const text = (part: Parameters<typeof html>[1]) => html`${part}`.text;

describe('a template', () => {
  test('escapes what is put into it, in text and in attributes', () => {
    const name = `<b class='x'>"&amp;"</b>`;
    expect(html`<i title="${name}">${name}</i>`.text).toBe(
      '<i title="&lt;b class=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/b&gt;">&lt;b class=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</i>',
    );
  });

  test('takes templates as they are, lists in their order, and leaves nothing for nothing', () => {
    expect(text([html`<b>${1}</b>`, [' ', '<'], undefined, null, false, 0])).toBe('<b>1</b> &lt;0');
  });

  test('takes nothing for markup because it looks like a template', () => {
    const forged = JSON.parse('{"text":"<script>","Symbol(html)":true}');
    expect(text(forged)).not.toContain('<script>');
  });

  test.each([
    ['a bidirectional override', 'a\u202eb', 'a\\u202eb'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a null', 'a\u0000b', 'a\\u0000b'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ])('spells out %s', (_, given, shown) => {
    expect(text(given)).toBe(shown);
  });

  test('leaves the indentation of the source out, and keeps the input as it is', () => {
    const given = trusted('one\n      two');
    const made = html`<ul>
      <li>${given}</li>
    </ul>`;
    expect(made.text).toBe('<ul>\n<li>one\n      two</li>\n</ul>');
  });
});

test('parts are joined with something between them', () => {
  expect(text(joined(['a', 'b', 'c'], html`<i>-</i>`))).toBe('a<i>-</i>b<i>-</i>c');
});

describe('a link', () => {
  test('is created from an https URL', () => {
    expect(linked('https://tickets.example.com/SEC-12?a=1&b=2').text).toBe(
      '<a href="https://tickets.example.com/SEC-12?a=1&amp;b=2" rel="noopener noreferrer">tickets.example.com/SEC-12?a=1&amp;b=2</a>',
    );
  });

  test.each([
    'SEC-12',
    'javascript:alert(1)',
    'http://example.com',
    'https://me@example.com/',
    'https://a b',
    ' https://x',
  ])('is not created from %s', (given) => {
    expect(linked(given).text).toBe(given);
  });
});
