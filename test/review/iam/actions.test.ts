import { actionOf, actionsMatching, fullName, isKnownAction } from '../../../review/iam/actions';

const names = (pattern: string) => actionsMatching(pattern).map(fullName);

describe('actions', () => {
  test('a whole name is that action, in any case', () => {
    expect(names('kms:decrypt')).toEqual(['kms:Decrypt']);
    expect(actionOf('KMS:Decrypt')).toMatchObject({
      service: 'kms',
      name: 'Decrypt',
      accessLevel: 'Write',
      isWildcardOnly: false,
      resourceTypes: [{ name: 'key', required: true }],
    });
  });

  test('wildcards stand for what they match', () => {
    expect(names('sts:AssumeRole*')).toEqual(
      expect.arrayContaining(['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']),
    );
    expect(names('kms:?ecrypt')).toEqual(['kms:Decrypt']);
    expect(names('*').length).toBe(names('*:*').length);
    expect(names('*').length).toBeGreaterThan(15_000);
  });

  test('tells the level, and whether resources can be named', () => {
    expect(actionOf('iam:PutRolePolicy')?.accessLevel).toBe('Permissions management');
    expect(actionOf('ec2:CreateTags')?.accessLevel).toBe('Tagging');
    expect(actionOf('s3:ListAllMyBuckets')?.isWildcardOnly).toBe(true);
    expect(actionOf('ec2:RunInstances')?.conditionKeys).toContain('ec2:MetadataHttpTokens');
  });

  test.each(['', ':', 'kms', 'kms:', 'nosuch:Thing', '../../package:*', '__proto__:toString', 'kms:constructor'])(
    'knows no action %p',
    (pattern) => {
      expect(names(pattern)).toEqual([]);
      expect(isKnownAction(pattern)).toBe(false);
    },
  );
});
