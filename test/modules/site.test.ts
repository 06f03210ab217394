import { Key } from '../../modules/kms';
import { Site, type SitePaths, type SiteProps } from '../../modules/site';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const accessLogs = { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' };
const props = (rest: Partial<SiteProps> = {}): SiteProps => ({
  ...{ name: 'prod-shop', bucket: 'example-shop', account, region, key, accessLogs },
  ...rest,
});
const site = (rest?: Partial<SiteProps>, use: (site: Site) => void = () => undefined) =>
  synth((stack) => use(new Site(stack, 'shop', props(rest))));

/** What the function of a site makes of a path. */
function asked(uri: string, paths: SitePaths): string {
  const { code } = site({ paths }).one('aws_cloudfront_function');
  const handler = new Function(`${code}; return handler;`)() as (event: unknown) => { uri: string };
  return handler({ request: { uri } }).uri;
}

test('has a private bucket without a website endpoint', () => {
  const stack = site();
  expect(stack.one('aws_s3_bucket').bucket).toBe('example-shop');
  expect(stack.one('aws_s3_bucket_public_access_block').block_public_policy).toBe(true);
  expect(stack.none('aws_s3_bucket_website_configuration')).toBe(true);
});

test('signs each request of CloudFront', () => {
  expect(site().one('aws_cloudfront_origin_access_control')).toMatchObject({
    name: 'prod-shop',
    origin_access_control_origin_type: 's3',
    signing_behavior: 'always',
    signing_protocol: 'sigv4',
  });
});

test('opens its key to S3 and, to decrypt, to the distributions of the account, once', () => {
  const stack = synth((stack) => {
    const own = new Key(stack, 'key', { purpose: 'Sites', alias: 'sites', account, region });
    new Site(stack, 'shop', props({ key: own }));
    new Site(stack, 'docs', props({ name: 'prod-docs', bucket: 'example-docs', key: own }));
  });
  expect(statements(stack.one('aws_kms_key').policy).CloudFrontDecrypts).toEqual({
    ...{ Sid: 'CloudFrontDecrypts', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ...{ Action: 'kms:Decrypt', Resource: '*' },
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/*` } },
  });
});

test('is read by the distributions that it is told of, and no other', () => {
  const one = `arn:aws:cloudfront::${account}:distribution/E1`;
  const other = `arn:aws:cloudfront::${account}:distribution/E2`;
  const stack = site({}, (site) => [one, other, one].forEach((arn) => site.allowDistribution(arn)));
  expect(statements(stack.one('aws_s3_bucket_policy').policy).CloudFrontReads?.Condition).toEqual({
    StringEquals: { 'aws:SourceArn': [one, other] },
  });
});

describe('the paths', () => {
  test.each([
    ['/', '/index.html'],
    ['/about', '/about/index.html'],
    ['/about/', '/about/index.html'],
    ['/v1.2/about', '/v1.2/about/index.html'],
    ['/app.3f2a.js', '/app.3f2a.js'],
  ])('of folders: %s is %s', (uri, file) => expect(asked(uri, 'folders')).toBe(file));

  test.each([
    ['/orders/7', '/index.html'],
    ['/', '/index.html'],
    ['/assets/app.js', '/assets/app.js'],
  ])('of a single page: %s is %s', (uri, file) => expect(asked(uri, 'single-page')).toBe(file));

  test('as they are need no function', () => {
    expect(site({ paths: 'as-is' }).none('aws_cloudfront_function')).toBe(true);
    expect(site().one('aws_cloudfront_function')).toMatchObject({
      name: 'prod-shop-paths',
      runtime: 'cloudfront-js-2.0',
      publish: true,
    });
  });
});

test.each([
  [{ name: 'Prod' }, 'name: expected up to 51 of a-z, 0-9 and -, a letter first, found "Prod"'],
  [{ bucket: 'a' }, 'bucket: expected 3 to 63'],
  [{ paths: 'spa' as SitePaths }, 'paths: expected one of as-is, folders, single-page'],
])('refuses %j', (rest, message) => {
  expect(() => site(rest)).toThrow(`stack/shop: ${message}`);
});
