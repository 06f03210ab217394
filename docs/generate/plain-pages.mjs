// A typedoc plugin that takes from each page of the module reference what every class of constructs repeats: that it
// extends Construct, takes a scope and an id; types that the signature has already; and the anchors, half of each table's source.
import { MarkdownPageEvent } from 'typedoc-plugin-markdown';

const repeated = [
  /<a id="[^"]*"><\/a> /g,
  /#### Extends\n\n- `Construct`\n\n/g,
  /#+ Overrides\n\n`Construct\.constructor`\n\n/g,
  /##### Constructor\n\n/g,
  /^\| `scope` \| `Construct` \|.*\n\| `id` \| `string` \|.*\n/gm,
  /#+ Parameters\n\n\| Parameter \| Type \|\n\| -+ \| -+ \|\n(?=\n)\n/g,
  // A type without a word about it: the signature has it.
  /#+ Returns\n\n.*\n\n(?=#|\*\*\*|\n|$)/g,
];

/** @param {import('typedoc-plugin-markdown').MarkdownApplication} app */
export function load(app) {
  app.renderer.on(MarkdownPageEvent.END, (page) => {
    page.contents = repeated.reduce((text, noise) => text.replace(noise, ''), `${page.contents}\n\n`).trimEnd() + '\n';
  });
}
