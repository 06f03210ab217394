import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const modules = readdirSync('modules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const files = modules.flatMap((module) =>
  readdirSync(`modules/${module}`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `modules/${module}/${file}`),
);
const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
const interfaces = files.flatMap((file) =>
  parse(file)
    .statements.filter(ts.isInterfaceDeclaration)
    .map((node) => ({ file, node })),
);
const documented = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).length > 0;

describe.each(modules)('module %s', (module) => {
  test('says in index.ts what others may import, and has tests and a reference page', () => {
    expect(existsSync(`modules/${module}/index.ts`)).toBe(true);
    expect(existsSync(`test/modules/${module}.test.ts`) || existsSync(`test/modules/${module}`)).toBe(true);
    expect(existsSync(`docs/modules/${module}.md`)).toBe(true);
  });
});

test('no module file is longer than 200 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 201);
  expect(long).toEqual([]);
});

describe('props', () => {
  const props = interfaces.filter(({ node }) => node.name.text.endsWith('Props'));

  test('are ten or fewer', () => {
    const many = props.filter(({ node }) => node.members.length > 10).map(({ node }) => node.name.text);
    expect(many).toEqual([]);
  });

  test('are readonly', () => {
    const writable = props.flatMap(({ node }) =>
      node.members
        .filter(ts.isPropertySignature)
        .filter((member) => !member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword))
        .map((member) => `${node.name.text}.${member.name.getText()}`),
    );
    expect(writable).toEqual([]);
  });

  test('say their default when they are optional', () => {
    const silent = props.flatMap(({ node }) =>
      node.members
        .filter((member) => member.questionToken !== undefined)
        .filter((member) => !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'default'))
        .map((member) => `${node.name.text}.${member.name?.getText()}`),
    );
    expect(silent).toEqual([]);
  });
});

test('every exported class says what it is', () => {
  const silent = files.flatMap((file) =>
    parse(file)
      .statements.filter(ts.isClassDeclaration)
      .filter((node) => !documented(node))
      .map((node) => `${file}: ${node.name?.text}`),
  );
  expect(silent).toEqual([]);
});
