import { ImageRepository, type ImageRepositoryProps } from '../../modules/image-repository';
import { Key } from '../../modules/kms';
import { statements, synth } from '../support/synth';

const key = { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' };
const role = { roleName: 'web', roleArn: 'arn:aws:iam::111122223333:role/web' };
const props = (rest: Partial<ImageRepositoryProps> = {}): ImageRepositoryProps => ({ name: 'prod/web', key, ...rest });
const repository = (rest?: Partial<ImageRepositoryProps>) =>
  synth((stack) => new ImageRepository(stack, 'web', props(rest)));
const refusal = (rest: Partial<ImageRepositoryProps>) => () => repository(rest);

describe('a repository of images', () => {
  test('is encrypted with its key, scanned, with tags that do not move, and kept while it holds images', () => {
    expect(repository().one('aws_ecr_repository')).toEqual(
      expect.objectContaining({
        name: 'prod/web',
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'KMS', kms_key: key.keyArn }],
        force_delete: false,
      }),
    );
  });

  test('forgets untagged images after days, and all but the newest', () => {
    const { rules } = JSON.parse(
      repository({ keptImages: 20, untaggedDays: 3 }).one('aws_ecr_lifecycle_policy').policy,
    );
    expect(rules.map(({ selection }: any) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 3 },
      { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 20 },
    ]);
  });

  test('opens its key to ECR', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', {
        purpose: 'Images',
        alias: 'images',
        account: '111122223333',
        region: 'eu-west-1',
      });
      new ImageRepository(stack, 'web', props({ key: own }));
    });
    expect(statements(stack.one('aws_kms_key').policy)).toHaveProperty('EcrUses');
  });

  test('lets a role pull, and another push', () => {
    const stack = synth((stack) => {
      const made = new ImageRepository(stack, 'web', props());
      made.grantPull('Web', role);
      made.grantPush('Pipeline', { ...role, roleName: 'pipeline' });
    });
    const policies = stack.all('aws_iam_role_policy');
    expect(policies.map(({ name, role }) => [name, role])).toEqual([
      ['pull-prod-web-Web', 'web'],
      ['push-prod-web-Pipeline', 'pipeline'],
    ]);
    const [pull, push] = policies.map(({ policy }) => statements(policy));
    expect(pull?.Images).toMatchObject({ Resource: stack.reference('aws_ecr_repository', 'arn') });
    expect(pull?.Images?.Action).not.toContain('ecr:PutImage');
    expect(push?.Images?.Action).toContain('ecr:PutImage');
    expect(pull?.Login).toMatchObject({ Action: 'ecr:GetAuthorizationToken', Resource: '*' });
  });

  test.each([
    [{ name: 'Prod/web' }, /stack\/web: name: expected 2 to 80 of a-z and 0-9/],
    [{ name: 'prod//web' }, /stack\/web: name/],
    [{ keptImages: 0 }, /stack\/web: keptImages: expected a whole number of images from 1 to 1000, found 0/],
    [{ untaggedDays: 400 }, /stack\/web: untaggedDays/],
  ])('refuses %j', (rest, message) => {
    expect(refusal(rest)).toThrow(message);
  });
});
