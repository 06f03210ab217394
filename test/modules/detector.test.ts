import { Detector, detectorFeatures, type DetectorProps } from '../../modules/detector';
import { synth } from '../support/synth';

const archive = {
  bucket: { bucketName: 'example-archive', bucketArn: 'arn:aws:s3:::example-archive' },
  key: { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' },
};
const detector = (props: Partial<DetectorProps> = {}) =>
  synth((stack) => new Detector(stack, 'detector', { features: detectorFeatures, archive, ...props }));
const statuses = (stack: ReturnType<typeof detector>) =>
  Object.fromEntries(stack.all('aws_guardduty_detector_feature').map(({ name, status }) => [name, status]));

test('a detector is on, and publishes updates of findings every 15 minutes, or as often as it is told', () => {
  const own = { enable: true, finding_publishing_frequency: 'FIFTEEN_MINUTES' };
  expect(detector().one('aws_guardduty_detector')).toEqual(expect.objectContaining(own));
  expect(detector({ publishingMinutes: 360 }).one('aws_guardduty_detector')).toMatchObject({
    finding_publishing_frequency: 'SIX_HOURS',
  });
});

test('no feature is decided in the detector itself, beside its resource', () => {
  expect(detector().one('aws_guardduty_detector')).not.toHaveProperty('datasources');
});

test('each feature is a resource, on or off in so many words: a resource that is removed leaves it as it was', () => {
  expect(statuses(detector({ features: ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS'] }))).toEqual({
    ...Object.fromEntries(detectorFeatures.map((name) => [name, 'DISABLED'])),
    ...{ S3_DATA_EVENTS: 'ENABLED', RDS_LOGIN_EVENTS: 'ENABLED' },
  });
  expect(new Set(Object.values(statuses(detector())))).toEqual(new Set(['ENABLED']));
});

test('every agent of runtime monitoring is decided, and none is installed by default', () => {
  const agents = (props?: Partial<DetectorProps>) =>
    detector(props)
      .all('aws_guardduty_detector_feature')
      .flatMap(({ name, additional_configuration: given }) => (given ? [[name, given]] : []));
  const off = [
    { name: 'ECS_FARGATE_AGENT_MANAGEMENT', status: 'DISABLED' },
    { name: 'EC2_AGENT_MANAGEMENT', status: 'DISABLED' },
    { name: 'EKS_ADDON_MANAGEMENT', status: 'DISABLED' },
  ];
  expect(agents()).toEqual([['RUNTIME_MONITORING', off]]);
  expect(agents({ agents: ['EC2_AGENT_MANAGEMENT'] })[0]![1]).toContainEqual({
    name: 'EC2_AGENT_MANAGEMENT',
    status: 'ENABLED',
  });
});

test('findings are published to the archive under its key, which may be in another region', () => {
  const stack = detector({ archive: { ...archive, key: { keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' } } });
  expect(stack.one('aws_guardduty_publishing_destination')).toMatchObject({
    detector_id: stack.reference('aws_guardduty_detector', 'id'),
    destination_arn: 'arn:aws:s3:::example-archive',
    kms_key_arn: 'arn:aws:kms:us-east-1:111122223333:key/1',
  });
});

test.each<[string, Partial<DetectorProps>, string]>([
  [
    'a feature that there is not',
    { features: ['S3' as never] },
    'stack/detector: features[0]: expected one of S3_DATA_EVENTS, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, EBS_MALWARE_PROTECTION, EKS_AUDIT_LOGS, RUNTIME_MONITORING, found "S3"',
  ],
  [
    'agents of a feature that is off',
    { features: [], agents: ['EC2_AGENT_MANAGEMENT'] },
    'agents: expected none without the feature RUNTIME_MONITORING, found ["EC2_AGENT_MANAGEMENT"]',
  ],
  ['no archive', { archive: undefined as never }, 'archive: expected an object with bucket, key, found nothing'],
  [
    'another frequency',
    { publishingMinutes: 30 as never },
    'publishingMinutes: expected one of 15, 60, 360 minutes, found 30',
  ],
  [
    'a key by its alias',
    { archive: { ...archive, key: { keyArn: 'alias/record' } } },
    'archive.key.keyArn: expected the ARN of a KMS key, found "alias/record"',
  ],
])('%s is refused', (_, props, message) => {
  expect(() => detector(props)).toThrow(message);
});
