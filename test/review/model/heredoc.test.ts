import { graphOfHcl } from '../../../review/model/load';

/** Heredocs, and what each is in Terraform 1.11, by `terraform console`. */
const heredocs: readonly (readonly [title: string, heredoc: string, text: string])[] = [
  [
    'the least indentation goes',
    `<<-EOT
      one
        two
    three

        four
  EOT`,
    '  one\n    two\nthree\n\n    four\n',
  ],
  [
    'also before a value',
    `<<-EOT
    \${"x"}
      y
    EOT`,
    'x\n  y\n',
  ],
  [
    'after ~ no line begins',
    `<<-EOT
      %{ for x in ["a","b"] ~}
      \${x}
      %{ endfor ~}
    z
  EOT`,
    '      a\n      b\n    z\n',
  ],
  [
    'where ~ takes the indentation of a directive, there is none',
    `<<-EOT
    a
    %{~ if true }
      b
    %{ endif }
    c
  EOT`,
    '    a\n\n      b\n    \n    c\n',
  ],
  [
    '~ takes one line end',
    `<<EOT
a %{ if true ~}

   x
  %{ endif ~}
  y
EOT`,
    'a \n   x\n    y\n',
  ],
  [
    'a value that is a line end is none of the heredoc',
    `<<-EOT
    \${"\\n"}
      $\${x}
  EOT`,
    '\n\n  ${x}\n',
  ],
  [
    'without - all stays, and escapes are read',
    `<<EOT
  $\${a} %%{b} $x %y
EOT`,
    '  ${a} %{b} $x %y\n',
  ],
];

test.each(heredocs)('%s', async (_, heredoc, text) => {
  const graph = await graphOfHcl(`resource "x" "y" {\n  a = ${heredoc}\n}`);
  expect(graph.all('x')[0]?.at('a')).toBe(text);
});
