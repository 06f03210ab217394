import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Detector, type DetectorProps } from '../../modules/detector';
import { UnusedAccessAnalyzer } from '../../modules/iam';
import { inRegion } from '../../modules/in-region';
import { Inspector } from '../../modules/inspector';
import { Key } from '../../modules/kms';
import { Macie } from '../../modules/macie';
import { Recorder } from '../../modules/recorder';
import { SecurityFindings } from '../../modules/security-findings';
import { SecurityHub, type SecurityHubProps } from '../../modules/security-hub';
import { Topic } from '../../modules/notifications';
import { Life, kinds, order } from '../support/applied';
import { describeWhere } from '../support/describe-where';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const off = { off: true as const, reason: 'It is of a test' };
const optOuts = { deletionProtection: off };
const archive = {
  bucket: { bucketName: 'example-archive', bucketArn: 'arn:aws:s3:::example-archive' },
  key: { keyArn: `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-000000000001` },
};
const features = ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS', 'RUNTIME_MONITORING', 'EKS_AUDIT_LOGS'] as const;

interface Decisions {
  readonly features?: DetectorProps['features'];
  readonly controls?: SecurityHubProps['controls'];
  readonly scanned?: readonly ('EC2' | 'ECR' | 'LAMBDA')[];
}

/** What watches an account, in its region and in us-east-1, as decisions change it. */
const watched =
  (decisions: Decisions = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', { ...at, purpose: 'Record', alias: 'record', optOuts });
    const elsewhere = new Construct(stack, 'us-east-1');
    inRegion(
      elsewhere,
      new AwsProvider(stack, 'aws-us-east-1', {
        ...{ region: 'us-east-1', alias: 'us_east_1', allowedAccountIds: [account] },
      }),
    );
    const topic = new Topic(stack, 'security', { ...at, name: 'security', subscribers: ['security@example.com'] });

    const recorder = new Recorder(stack, 'recorder', {
      ...{ ...at, archive, globalResourceTypes: true, recordingFrequency: 'CONTINUOUS' },
      aggregatedRegions: [region, 'us-east-1'],
    });
    new Recorder(elsewhere, 'recorder', {
      ...{ account, region: 'us-east-1', archive, globalResourceTypes: false, recordingFrequency: 'DAILY' },
      serviceLinkedRole: recorder.serviceLinkedRole,
    });
    for (const [scope, region] of [
      [stack, at.region],
      [elsewhere, 'us-east-1'],
    ] as const) {
      new Detector(scope, 'detector', { archive, features: decisions.features ?? features });
      new SecurityHub(scope, 'security-hub', {
        ...{ account, region, standards: ['fsbp', 'cis-5.0'] },
        ...(decisions.controls && { controls: decisions.controls }),
        ...(scope === stack && { linkedRegions: ['us-east-1'] }),
      });
      new Inspector(scope, 'inspector', { account, resourceTypes: decisions.scanned ?? ['EC2', 'ECR', 'LAMBDA'] });
      new Macie(scope, 'macie', {});
    }
    new UnusedAccessAnalyzer(stack, 'unused-access', { unusedAccessDays: 90 });
    new SecurityFindings(stack, 'findings', {
      ...{ ...at, name: 'findings', sources: ['security-hub'], leastSeverity: 'high', topic, key },
      ...{ alarms: { topic }, optOuts },
    });
  };

describeWithTerraform('what watches an account', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('is there in both regions, and is planned without a change then', async () => {
      const made = await life.apply(watched());
      const started = order(
        made.filter(({ address }) => address.startsWith('aws_config_') && !address.includes('us-east-1')),
        ...['aws_config_configuration_recorder', 'aws_config_delivery_channel'],
        'aws_config_configuration_recorder_status',
      );
      expect(started.map((one) => one.split(' aws_config_')[1])).toEqual([
        ...['configuration_recorder', 'delivery_channel', 'configuration_recorder_status'],
      ]);
      expect(kinds(await life.plan(watched()))).toEqual([]);
    });

    test('that is switched off by hand is seen, and switched on again', async () => {
      const { api } = life.emulator;
      const { detectorIds } = JSON.parse((await api(region).rest('guardduty', 'GET', '/detector')).text);
      await api(region).rest('guardduty', 'POST', `/detector/${detectorIds[0]}`, {
        ...{ enable: false, features: [{ name: 'S3_DATA_EVENTS', status: 'DISABLED' }] },
      });
      await api('us-east-1').json('config', 'StarlingDoveService.StopConfigurationRecorder', {
        ConfigurationRecorderName: 'default',
      });
      const changes = await life.plan(watched());
      expect(kinds(changes).sort()).toEqual([
        'update aws_config_configuration_recorder_status',
        'update aws_guardduty_detector',
        'update aws_guardduty_detector_feature',
      ]);
      expect(changes.map(({ address }) => address.includes('us-east-1'))).toContain(true);
      await life.apply(watched());
      expect(kinds(await life.plan(watched()))).toEqual([]);
    });

    test('is decided otherwise in place: a feature, a control, and what is scanned', async () => {
      const decisions: Decisions = {
        features: ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS', 'EKS_AUDIT_LOGS'],
        ...{ controls: { 'RDS.23': off, 'RDS.3': 'on' }, scanned: ['EC2', 'ECR'] },
      };
      const changes = kinds(await life.plan(watched(decisions)));
      expect(new Set(changes)).toEqual(
        new Set([
          ...['create aws_securityhub_standards_control_association', 'update aws_guardduty_detector_feature'],
          'update aws_inspector2_enabler',
        ]),
      );
      await life.apply(watched(decisions));
      expect(kinds(await life.plan(watched(decisions)))).toEqual([]);

      const again: Decisions = { ...decisions, controls: { 'RDS.23': 'on', 'RDS.3': 'on' } };
      await life.apply(watched(again));
      const { text } = await life.emulator
        .api(region)
        .rest('securityhub', 'GET', '/associations?SecurityControlId=RDS.23');
      expect(JSON.parse(text).StandardsControlAssociationSummaries).toMatchObject([{ AssociationStatus: 'ENABLED' }]);
    });

    test('AWS would have refused none of it', () => {
      expect(life.emulator.judge?.report().filter((line) => !/^requests/.test(line))).toEqual([]);
    });

    test('is destroyed', async () => {
      const gone = await life.destroy();
      expect(gone.map(({ type }) => type)).toEqual(
        expect.arrayContaining([
          'aws_guardduty_detector',
          'aws_securityhub_account',
          'aws_config_configuration_recorder',
        ]),
      );
    });
  });
});
