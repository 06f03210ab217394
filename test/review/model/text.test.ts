import { contextOf } from '../../../review/iam/context';
import { documentOf } from '../../../review/iam/read-document';
import { matchesText } from '../../../review/iam/text-matching';
import { withVariables } from '../../../review/iam/variables';
import { graphOfHcl } from '../../../review/model/load';
import { concat, parseJson } from '../../../review/model/text';
import { Text, Unknown } from '../../../review/model/value';

const name = new Unknown('module.m["a"].var.name has no value', undefined, 'module.m["a"].var.name');

test('a text with holes reads as Terraform writes it', () => {
  expect(String(concat(['arn:aws:s3:::', name, '/*']))).toBe('arn:aws:s3:::${module.m["a"].var.name}/*');
});

test('JSON keeps a hole where it stands, whatever its reason holds', () => {
  expect(parseJson(concat(['{"a":"x-', name, '","b":', name, ',"c":1}']))).toEqual({
    a: new Unknown(name.because, new Text(['x-', name])),
    b: name,
    c: 1,
  });
});

test('a policy in a module of for_each is read beside a part that is not known', () => {
  const text = concat(['{"Statement":[{"Effect":"Allow","Action":"*","Resource":["*","arn:aws:s3:::', name, '"]}]}']);
  const document = documentOf(new Unknown(name.because, text as Text));
  expect(document).toMatchObject({ statements: [{ actions: ['*'], resources: ['*', expect.any(Text)] }] });
});

test('braces that somebody wrote are text', () => {
  expect(matchesText('arn:aws:s3:::{tenant id}', 'arn:aws:s3:::other')).toBe(false);
  expect(matchesText('arn:aws:s3:::{tenant id}', 'arn:aws:s3:::{tenant id}')).toBe(true);
});

test('a policy variable that is not known, also with a slash in its name, may be any text', () => {
  const bound = withVariables('arn:aws:s3:::teams/${aws:PrincipalTag/team}/*', contextOf('unknown', {}));
  expect(matchesText(bound!, 'arn:aws:s3:::teams/red/a')).toEqual(new Unknown('aws:PrincipalTag/team'));
  expect(matchesText(bound!, 'arn:aws:s3:::other/red/a')).toBe(false);
});

test('a key of a condition that holds an unknown issuer is not known', async () => {
  const graph = await graphOfHcl(`
    variable "issuer" {}
    resource "aws_iam_role" "a" {
      assume_role_policy = jsonencode({
        Statement = [{
          Effect    = "Allow"
          Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/x" }
          Action    = "sts:AssumeRoleWithWebIdentity"
          Condition = { StringEquals = { "\${var.issuer}:sub" = "repo:a" } }
        }]
      })
    }`);
  expect(documentOf(graph.all('aws_iam_role')[0]!.at('assume_role_policy'))).toMatchObject({
    statements: [{ conditions: [{ key: '${var.issuer}:sub', unknown: { because: 'var.issuer has no value' } }] }],
  });
});
