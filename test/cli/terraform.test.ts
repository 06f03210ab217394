import { compareVersions, isTooOld, readVersion } from '../../cli/terraform/binary';
import { awsError, isMissingBucket } from '../../cli/terraform/aws-errors';
import { readDiagnostics } from '../../cli/terraform/diagnostics';
import { offline } from '../../cli/terraform/terraform';
import { wrongVariable } from '../../cli/terraform/variables';

describe('the binary', () => {
  test('is Terraform', () => {
    expect(readVersion('terraform', 'Terraform v1.11.4\non linux_amd64\n')).toEqual({
      product: 'Terraform',
      command: 'terraform',
      version: '1.11.4',
      platform: 'linux_amd64',
      registry: 'registry.terraform.io',
    });
  });

  test('is OpenTofu', () => {
    expect(readVersion('tofu', 'OpenTofu v1.10.0\non darwin_arm64\n')).toMatchObject({
      product: 'OpenTofu',
      registry: 'registry.opentofu.org',
    });
  });

  test('is neither', () => {
    expect(readVersion('terraform', 'hello\n')).toBeUndefined();
  });

  test.each([
    ['Terraform', '1.11.0', false],
    ['Terraform', '1.10.5', true],
    ['Terraform', '1.9.8', true],
    ['Terraform', '2.0.0', false],
    ['OpenTofu', '1.10.0', true],
    ['OpenTofu', '1.10.1', true],
    ['OpenTofu', '1.10.2', false],
    ['OpenTofu', '1.11.0', false],
    ['OpenTofu', '1.9.1', true],
  ] as const)('%s %s: too old is %s', (product, version, expected) => {
    expect(isTooOld({ product, version } as never)).toBe(expected);
  });

  test('has versions that are numbers, not text', () => {
    expect(compareVersions('1.9.0', '1.11.0')).toBeLessThan(0);
  });
});

describe('offline', () => {
  test('no credentials, proxies or arguments of the user are passed on', () => {
    const env = {
      PATH: '/bin',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_PROFILE: 'b',
      AWS_ENDPOINT_URL: 'c',
      TF_CLI_ARGS_plan: '-destroy',
      TF_VAR_x: '1',
      NO_PROXY: '*',
    };
    expect(offline(env)).toEqual({ PATH: '/bin', AWS_EC2_METADATA_DISABLED: 'true' });
  });
});

describe('diagnostics', () => {
  const line = (summary: string, severity = 'error') =>
    JSON.stringify({ type: 'diagnostic', diagnostic: { severity, summary } });

  test('are read from the lines that are JSON', () => {
    const stdout = ['{"type":"version"}', 'not JSON', line('wrong'), line('odd', 'warning')].join('\n');
    expect(readDiagnostics({ exitCode: 1, stdout, stderr: '' }, 'plan').map(({ summary }) => summary)).toEqual([
      'wrong',
      'odd',
    ]);
  });

  test('are never missing where a run failed', () => {
    const crashed = { exitCode: 11, stdout: line('odd', 'warning'), stderr: 'panic: oh' };
    expect(readDiagnostics(crashed, 'terraform plan')[1]).toMatchObject({
      severity: 'error',
      summary: 'terraform plan ended with 11',
    });
  });
});

describe('what AWS refuses', () => {
  const prod = { name: 'prod', account: '444455556666' };

  test.each([
    [
      'AWS account ID not allowed: 111122223333',
      'prod: expected credentials of account 444455556666, found 111122223333',
    ],
    ['Error: No valid credential sources found', 'plan: no AWS credentials found'],
    [
      'api error ExpiredToken: The security token …',
      'plan: AWS rejects these credentials: they are invalid or have expired',
    ],
    [
      'InvalidClientTokenId: The security token included …',
      'plan: AWS rejects these credentials: they are invalid or have expired',
    ],
    ['AccessDenied: no', 'plan: AccessDenied: no'],
  ])('%s', (stderr, expected) => {
    expect(awsError('plan', stderr, prod).message).toBe(expected);
  });

  test('is no refusal where there is no bucket yet', () => {
    expect(isMissingBucket('Failed to get existing workspaces: S3 bucket "states" does not exist.')).toBe(true);
    expect(isMissingBucket('AccessDenied')).toBe(false);
  });
});

describe('a variable of the user that Terraform refuses', () => {
  // As Terraform 1.11 prints them.
  test.each([
    [
      { TF_CLI_ARGS: '-nonsense' },
      'plan',
      '\u001b[31m│\u001b[0m flag provided but not defined: -nonsense',
      'TF_CLI_ARGS',
    ],
    [
      { TF_CLI_ARGS: '-no-color', TF_CLI_ARGS_plan: '-nonsense' },
      'plan',
      'flag provided but not defined: -nonsense',
      'TF_CLI_ARGS_plan',
    ],
    [{ TF_CLI_ARGS_plan: 'extra' }, 'plan', 'Too many command line arguments', 'TF_CLI_ARGS_plan'],
    [
      { TF_CLI_ARGS_init: "'open" },
      'init',
      'Error parsing extra CLI args from TF_CLI_ARGS_init: invalid command line string',
      'TF_CLI_ARGS_init',
    ],
    [
      { TF_REATTACH_PROVIDERS: '{bad' },
      'init',
      "Invalid format for TF_REATTACH_PROVIDERS: invalid character 'b' looking for beginning of object key string",
      'TF_REATTACH_PROVIDERS',
    ],
  ])('is named: %j', (env, verb, output, variable) => {
    const { message, next } = wrongVariable(env, verb, output)!;
    expect(message).toMatch(`${variable}: terraform ${verb} refuses `);
    expect(next).toBe(`Correct ${variable} or unset it.`);
  });

  test('is not blamed for what else fails', () => {
    expect(wrongVariable({ TF_CLI_ARGS: '-no-color' }, 'plan', 'Error: Invalid CIDR block')).toBeUndefined();
    expect(wrongVariable({}, 'plan', 'flag provided but not defined: -json')).toBeUndefined();
  });
});
