import { Bastion, SessionPreferences, type BastionProps, type SessionPreferencesProps } from '../../modules/bastion';
import { SecurityGroup } from '../../modules/security-group';
import { statements, synth, type Attributes } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topicArn = `arn:aws:sns:${region}:${account}:alarms`;
const network = {
  vpcId: 'vpc-1',
  cidr: '10.10.0.0/16',
  s3PrefixListId: 'pl-s3',
  subnetIds: {
    public: { 'eu-west-1a': 'subnet-public-a', 'eu-west-1b': 'subnet-public-b' },
    private: { 'eu-west-1a': 'subnet-private-a', 'eu-west-1b': 'subnet-private-b' },
    data: {},
  },
};
const interfaceEndpoints = ['kms', 'logs', 'ssm', 'ssmmessages'];
const office = '203.0.113.0/24';
const officeHours = { days: 'MON-FRI', start: '07:05', stop: '19:00', timeZone: 'Europe/Dublin' };
const developers = { roleName: 'developers', roleArn: `arn:aws:iam::${account}:role/developers` };

function bastion(props: Partial<BastionProps> = {}, use: (bastion: Bastion) => void = () => {}) {
  return synth((stack) => {
    const sessions = new SessionPreferences(stack, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 });
    const endpoints = new SecurityGroup(stack, 'endpoints', { network, name: 'endpoints', description: 'Endpoints' });
    use(
      new Bastion(stack, 'bastion', {
        name: 'dev-bastion',
        account,
        region,
        sessions,
        instanceType: 't4g.nano',
        tags: { environment: 'dev', owner: 'platform@example.com' },
        topic: { topicArn },
        ...props,
        network: { ...network, endpoints, interfaceEndpoints, ...props.network },
      }),
    );
  });
}
const withoutEndpoints = { network: { ...network, endpoints: undefined, interfaceEndpoints: [] } };
const template = (props?: Partial<BastionProps>) => bastion(props).one('aws_launch_template');
const group = (props?: Partial<BastionProps>) => bastion(props).one('aws_autoscaling_group');
const alarm = (name: string) =>
  bastion()
    .all('aws_cloudwatch_metric_alarm')
    .find(({ alarm_name }) => alarm_name === name)!;
const rules = (type: 'ingress' | 'egress', props?: Partial<BastionProps>) =>
  bastion(props)
    .resources(`aws_vpc_security_group_${type}_rule`)
    .map(({ attributes }) => attributes);

describe('the group', () => {
  test('is of one, in the private subnets', () => {
    expect(group()).toMatchObject({
      min_size: 1,
      max_size: 1,
      desired_capacity: 1,
      health_check_type: 'EC2',
      vpc_zone_identifier: ['subnet-private-a', 'subnet-private-b'],
    });
  });

  test('replaces itself when the template changes, by a version that Terraform sees change', () => {
    const stack = bastion();
    expect(stack.one('aws_autoscaling_group')).toMatchObject({
      launch_template: { version: stack.reference('aws_launch_template', 'latest_version') },
      instance_refresh: { strategy: 'Rolling', triggers: ['tag'] },
    });
  });

  test('replaces itself every week, so that the image stays new', () => {
    expect(group().max_instance_lifetime).toBe(604_800);
  });

  test('has the new one up before the old one goes', () => {
    const order = { min_healthy_percentage: 100, max_healthy_percentage: 200 };
    expect(group()).toMatchObject({ instance_maintenance_policy: order, instance_refresh: { preferences: order } });
  });

  test('tags the instance', () => {
    expect(group().tag).toEqual([
      { key: 'environment', value: 'dev', propagate_at_launch: true },
      { key: 'owner', value: 'platform@example.com', propagate_at_launch: true },
      { key: 'Name', value: 'dev-bastion', propagate_at_launch: true },
    ]);
  });
});

describe('an instance', () => {
  test.each([
    ['t4g.nano', 'arm64'],
    ['m7gd.large', 'arm64'],
    ['im4gn.large', 'arm64'],
    ['a1.medium', 'arm64'],
    ['t3.nano', 'x86_64'],
    ['g5.xlarge', 'x86_64'],
    ['c7i-flex.large', 'x86_64'],
  ])('of %s runs Amazon Linux 2023 for %s, the newest when it is launched', (instanceType, architecture) => {
    expect(template({ instanceType })).toMatchObject({
      instance_type: instanceType,
      image_id: `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
    });
  });

  test('has IMDSv2 only, for itself only', () => {
    expect(template().metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
  });

  test('has no public address, no key pair and no user data', () => {
    const { network_interfaces, key_name, user_data } = template();
    expect(network_interfaces).toMatchObject([{ associate_public_ip_address: 'false' }]);
    expect([key_name, user_data]).toEqual([undefined, undefined]);
  });

  test('is monitored each minute, and gone when it shuts itself down', () => {
    expect(template()).toMatchObject({
      monitoring: { enabled: true },
      instance_initiated_shutdown_behavior: 'terminate',
    });
  });

  test('has an encrypted disk, under a key that Auto Scaling uses through EC2', () => {
    const stack = bastion();
    const [{ ebs }] = stack.one('aws_launch_template').block_device_mappings;
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.includes('disk'));
    expect(ebs).toMatchObject({
      encrypted: 'true',
      volume_type: 'gp3',
      kms_key_id: `\${aws_kms_key.${key!.name}.arn}`,
    });
    const { Ec2Uses, Ec2Delegates } = statements(key!.attributes.policy);
    const caller = { 'kms:CallerAccount': account, 'kms:ViaService': ['ec2.eu-west-1.amazonaws.com'] };
    expect(Ec2Uses!.Condition.StringEquals).toEqual(caller);
    expect(Ec2Delegates).toMatchObject({ Action: 'kms:CreateGrant', Condition: { StringEquals: caller } });
  });

  test('brings the tags to its disk and its network interface', () => {
    const tags = { environment: 'dev', owner: 'platform@example.com', Name: 'dev-bastion' };
    expect(template().tag_specifications).toEqual([
      { resource_type: 'volume', tags },
      { resource_type: 'network-interface', tags },
    ]);
  });

  test('may be reached by Session Manager, and nothing else', () => {
    const stack = bastion();
    const { policy, role } = stack.one('aws_iam_role_policy');
    expect(role).toBe(stack.reference('aws_iam_role', 'name'));
    expect(stack.none('aws_iam_role_policy_attachment')).toBe(true);
    const allowed = statements(policy);
    expect(Object.keys(allowed)).toEqual([
      'SessionHeartbeat',
      'SessionChannels',
      'SessionKey',
      'SessionLog',
      'SessionLogIsEncrypted',
    ]);
    expect(Object.values(allowed).filter(({ Resource }) => Resource === '*')).toEqual([allowed.SessionChannels]);
    expect(allowed.SessionChannels!.Action).not.toContain('ssm:GetParameter');
  });
});

test('stands on a server group, at the addresses that it had before', () => {
  const names = bastion({ hours: officeHours })
    .resources()
    .filter(({ name }) => name.startsWith('bastion_'))
    .map(({ type, name }) => `${type}.${name}`);
  expect(names.sort()).toMatchInlineSnapshot(`
   [
     "aws_autoscaling_group.bastion_group_7861FC38",
     "aws_autoscaling_schedule.bastion_start_273A99BF",
     "aws_autoscaling_schedule.bastion_stop_89B937FA",
     "aws_cloudwatch_metric_alarm.bastion_none-in-service_alarm_9334C72E",
     "aws_cloudwatch_metric_alarm.bastion_status-check-failed_alarm_807B9078",
     "aws_iam_instance_profile.bastion_role_instance-profile_4F6DF30D",
     "aws_iam_role.bastion_role_B831CD9D",
     "aws_kms_alias.bastion_disk-key_alias_D6A3F7EF",
     "aws_kms_key.bastion_disk-key_3D84FAFF",
     "aws_launch_template.bastion_launch-template_DDF93B24",
     "aws_security_group.bastion_security-group_04E37C2F",
     "aws_vpc_security_group_egress_rule.bastion_security-group_connections_to-endpoints-tcp-443-egress_4FD4BB8A",
     "aws_vpc_security_group_egress_rule.bastion_security-group_connections_to-s3-tcp-443-egress_9E9C783F",
     "aws_vpc_security_group_ingress_rule.bastion_security-group_connections_to-endpoints-tcp-443-ingress_AD830B07",
   ]
  `);
});

describe('connections', () => {
  test('go to the VPC endpoints and to the packages in S3, and nowhere else', () => {
    const stack = bastion();
    const [endpoints] = stack.resources('aws_security_group').filter(({ name }) => name.startsWith('endpoints'));
    expect(rules('egress')).toEqual([
      expect.objectContaining({
        referenced_security_group_id: `\${aws_security_group.${endpoints!.name}.id}`,
        from_port: 443,
        to_port: 443,
      }),
      expect.objectContaining({ prefix_list_id: 'pl-s3', from_port: 443, to_port: 443 }),
    ]);
  });

  test.each(interfaceEndpoints)('go to the internet on 443 where there are endpoints, and none for %s', (missing) => {
    const others = ['secretsmanager', ...interfaceEndpoints.filter((service) => service !== missing)];
    const egress = rules('egress', { network: { ...network, interfaceEndpoints: others } });
    expect(egress.map(({ cidr_ipv4, from_port }) => [cidr_ipv4, from_port])).toEqual([['0.0.0.0/0', 443]]);
  });

  test('go to the internet on 443 where there are no endpoints', () => {
    expect(rules('egress', withoutEndpoints)).toEqual([
      expect.objectContaining({ cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443, ip_protocol: 'tcp' }),
    ]);
  });

  test('come from nowhere', () => {
    expect(rules('ingress', withoutEndpoints)).toEqual([]);
  });

  test('go on to what is declared', () => {
    const stack = bastion({}, ({ connections }) =>
      connections.allowTo({ name: 'database', cidr: '10.10.9.0/24' }, 5432, 'queries by hand'),
    );
    expect(stack.all('aws_vpc_security_group_egress_rule')).toContainEqual(
      expect.objectContaining({ cidr_ipv4: '10.10.9.0/24', from_port: 5432, description: 'queries by hand' }),
    );
  });
});

describe('SSH', () => {
  const open = { ...withoutEndpoints, sshFromCidrs: [office, '198.51.100.7/32'] };

  test('comes from the listed ranges, on 22', () => {
    expect(rules('ingress', open).map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual([
      ['198.51.100.7/32', 22, 22],
      [office, 22, 22],
    ]);
  });

  test('takes a public address in the public subnets', () => {
    expect(template(open).network_interfaces).toMatchObject([{ associate_public_ip_address: 'true' }]);
    expect(group(open).vpc_zone_identifier).toEqual(['subnet-public-a', 'subnet-public-b']);
  });

  test('still has no key pair', () => {
    expect(template(open).key_name).toBeUndefined();
  });

  test('is keyed by range: another one replaces none', () => {
    const names = (sshFromCidrs: string[]) =>
      bastion({ ...withoutEndpoints, sshFromCidrs })
        .resources('aws_vpc_security_group_ingress_rule')
        .map(({ name }) => name);
    expect(names(['192.0.2.0/24', office])).toEqual(expect.arrayContaining(names([office])));
  });
});

describe('hours', () => {
  const scheduled = () => bastion({ hours: officeHours });

  test('are all of them by default', () => {
    expect(bastion().none('aws_autoscaling_schedule')).toBe(true);
    expect(group().lifecycle).toBeUndefined();
  });

  test('start and stop the instance, in a time zone with its summer time', () => {
    const stack = scheduled();
    const common = {
      autoscaling_group_name: stack.reference('aws_autoscaling_group', 'name'),
      time_zone: 'Europe/Dublin',
      min_size: 0,
      max_size: 1,
    };
    expect(stack.all('aws_autoscaling_schedule')).toEqual([
      { ...common, scheduled_action_name: 'dev-bastion-start', recurrence: '5 7 * * MON-FRI', desired_capacity: 1 },
      { ...common, scheduled_action_name: 'dev-bastion-stop', recurrence: '0 19 * * MON-FRI', desired_capacity: 0 },
    ]);
  });

  test('are not undone by an apply out of hours', () => {
    expect(scheduled().one('aws_autoscaling_group')).toMatchObject({
      min_size: 0,
      max_size: 1,
      lifecycle: { ignore_changes: ['desired_capacity'] },
    });
  });
});

describe('alarms', () => {
  test('tell of a bastion that should be there and is not, and not of one that is off', () => {
    const { metric_query, ...missing } = alarm('dev-bastion-none-in-service');
    expect(metric_query).toContainEqual(
      expect.objectContaining({ expression: 'IF(running < 1, expected, 0)', return_data: true }),
    );
    const watched = metric_query.flatMap(({ metric }: Attributes) => metric?.metric_name ?? []);
    expect(watched).toEqual(['GroupDesiredCapacity', 'GroupInServiceInstances']);
    expect(group().enabled_metrics).toEqual(watched);
    expect(missing).toMatchObject({ threshold: 1, evaluation_periods: 3, alarm_actions: [topicArn] });
  });

  test('tell of a bastion that is broken', () => {
    expect(alarm('dev-bastion-status-check-failed')).toMatchObject({
      namespace: 'AWS/EC2',
      metric_name: 'StatusCheckFailed',
      threshold: 1,
      treat_missing_data: 'notBreaching',
      alarm_actions: [topicArn],
    });
  });
});

describe('people', () => {
  const granted = (props: Partial<BastionProps> = {}) => {
    const stack = bastion(props, (bastion) => bastion.grantConnect('Developers', developers));
    const policy = stack.all('aws_iam_role_policy').find(({ role }) => role === 'developers')!;
    return { stack, name: policy.name, statements: statements(policy.policy) };
  };

  test('may open a logged shell or forward a port, on this bastion', () => {
    const { StartOnBastion, StartShellOrForwarding } = granted().statements;
    const documentIsGranted = { 'ssm:SessionDocumentAccessCheck': 'true' };
    expect(StartOnBastion).toMatchObject({
      Action: 'ssm:StartSession',
      Condition: { StringEquals: { 'ssm:resourceTag/Name': 'dev-bastion' }, BoolIfExists: documentIsGranted },
    });
    expect(StartShellOrForwarding).toMatchObject({
      Action: 'ssm:StartSession',
      Resource: [
        'arn:aws:ssm:eu-west-1:111122223333:document/SSM-SessionManagerRunShell',
        'arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSessionToRemoteHost',
      ],
      Condition: { BoolIfExists: documentIsGranted },
    });
  });

  test('may end their own sessions, not those of others', () => {
    expect(granted().statements.EndOrResumeOwn).toMatchObject({
      Action: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      Condition: { StringEquals: { 'ssm:resourceTag/aws:ssmmessages:session-id': '$${aws:userid}' } },
    });
  });

  test('may use the key of sessions', () => {
    const { stack } = granted();
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.startsWith('sessions'));
    expect(statements(key!.attributes.policy).DevelopersOnDevBastionEncryptsAndDecrypts).toMatchObject({
      Principal: { AWS: developers.roleArn },
    });
  });

  test('may push an SSH key where SSH is open, and only there', () => {
    expect(granted().statements.PushSshKey).toBeUndefined();
    expect(granted({ sshFromCidrs: [office] }).statements.PushSshKey).toMatchObject({
      Action: 'ec2-instance-connect:SendSSHPublicKey',
      Condition: { StringEquals: { 'aws:ResourceTag/Name': 'dev-bastion', 'ec2:osuser': 'ec2-user' } },
    });
  });

  test('may be let onto two bastions: each grant has a name of its own', () => {
    expect(granted().name).toBe('connect-dev-bastion-Developers');
  });
});

describe('sessions', () => {
  const sessions = (props: Partial<SessionPreferencesProps> = {}) =>
    synth((stack) => {
      new SessionPreferences(stack, 'sessions', { name: 'dev', account, region, logRetentionDays: 30, ...props });
    });
  const inputs = (props?: Partial<SessionPreferencesProps>) =>
    JSON.parse(sessions(props).one('aws_ssm_document').content).inputs;

  test('follow the document that Session Manager reads for everybody', () => {
    const stack = sessions();
    expect(stack.one('aws_ssm_document')).toMatchObject({
      name: 'SSM-SessionManagerRunShell',
      document_type: 'Session',
      document_format: 'JSON',
    });
    expect(JSON.parse(stack.one('aws_ssm_document').content)).toMatchObject({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
    });
  });

  test('are encrypted, and logged line by line to an encrypted group', () => {
    const stack = sessions();
    expect(inputs()).toMatchObject({
      kmsKeyId: stack.reference('aws_kms_key', 'arn'),
      cloudWatchLogGroupName: stack.reference('aws_cloudwatch_log_group', 'name'),
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      runAsEnabled: false,
    });
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      name: '/dev/sessions',
      retention_in_days: 30,
      kms_key_id: stack.reference('aws_kms_key', 'arn'),
    });
    expect(statements(stack.one('aws_kms_key').policy).CloudWatchLogsUses).toBeDefined();
  });

  test('end after a quarter of an hour idle, or an hour', () => {
    expect(inputs()).toMatchObject({ idleSessionTimeout: '15', maxSessionDuration: '60' });
    expect(inputs({ idleTimeoutMinutes: 5, maxSessionMinutes: 480 })).toMatchObject({
      idleSessionTimeout: '5',
      maxSessionDuration: '480',
    });
  });

  test("are written and decrypted by a target's role", () => {
    const stack = bastion();
    const { SessionKey, SessionLog } = statements(stack.one('aws_iam_role_policy').policy);
    const group = stack.reference('aws_cloudwatch_log_group', 'arn');
    expect(SessionKey).toMatchObject({ Action: 'kms:Decrypt' });
    expect(SessionLog!.Resource).toEqual([group, `${group}:*`]);
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.startsWith('sessions'));
    expect(statements(key!.attributes.policy).DevBastionDecrypts!.Principal).toEqual({
      AWS: stack.reference('aws_iam_role', 'arn'),
    });
  });

  test.each<[Partial<SessionPreferencesProps>, string]>([
    [
      { idleTimeoutMinutes: 61 },
      'stack/sessions: idleTimeoutMinutes: expected a whole number of minutes from 1 to 60, found 61',
    ],
    [
      { maxSessionMinutes: 1441 },
      'stack/sessions: maxSessionMinutes: expected a whole number of minutes from 1 to 1440, found 1441',
    ],
    [
      { logRetentionDays: 31 },
      'stack/sessions: logRetentionDays: expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days',
    ],
  ])('refuse %j', (props, message) => {
    expect(() => sessions(props)).toThrow(message);
  });
});

describe('refuses', () => {
  const range = 'sshFromCidrs[0]: expected an IPv4 range from /16 to /32, found';
  const hours = (change: object) => ({ hours: { ...officeHours, ...change } });
  test.each<[string, Partial<BastionProps>, string]>([
    [
      'a name with spaces',
      { name: 'the bastion' },
      'name: expected 3 to 64 letters, digits and hyphens, found "the bastion"',
    ],
    [
      'a type that is none',
      { instanceType: 'nano' },
      'instanceType: expected EC2\'s name, such as t4g.nano, found "nano"',
    ],
    ['SSH from the world', { sshFromCidrs: ['0.0.0.0/0'] }, `stack/bastion: ${range} "0.0.0.0/0"`],
    ['SSH from half of it', { sshFromCidrs: ['128.0.0.0/1'] }, `${range} "128.0.0.0/1"`],
    ['SSH from more than a /16', { sshFromCidrs: ['203.0.0.0/15'] }, `${range} "203.0.0.0/15"`],
    ['SSH from an address without its length', { sshFromCidrs: ['203.0.113.7'] }, `${range} "203.0.113.7"`],
    [
      'a day that is none',
      hours({ days: 'MON-FRY' }),
      'hours.days: expected days such as MON-FRI or MON,WED, found "MON-FRY"',
    ],
    ['a range of three days', hours({ days: 'MON-WED-FRI' }), 'hours.days: expected days such as'],
    ['a time that is none', hours({ start: '7:00' }), 'hours.start: expected a time from 00:00 to 23:59, found "7:00"'],
    ['a day of 25 hours', hours({ stop: '24:00' }), 'hours.stop: expected a time from 00:00 to 23:59, found "24:00"'],
    [
      'a stop before the start',
      hours({ start: '19:00', stop: '07:00' }),
      'hours.stop: expected a time after 19:00, the same day, found "07:00"',
    ],
    [
      'a time zone that is none',
      hours({ timeZone: 'Europe/Dublyn' }),
      'hours.timeZone: expected an IANA time zone such as Europe/Dublin, found "Europe/Dublyn"',
    ],
    ['an offset for a time zone', hours({ timeZone: '+01:00' }), 'hours.timeZone: expected an IANA time zone'],
    [
      'a network without private subnets',
      { network: { ...network, subnetIds: { ...network.subnetIds, private: {} } } },
      'stack/bastion: network.subnetIds.private: expected one subnet or more, found []',
    ],
    [
      'SSH without public subnets',
      { network: { ...network, subnetIds: { ...network.subnetIds, public: {} } }, sshFromCidrs: [office] },
      'stack/bastion: network.subnetIds.public: expected one subnet or more, found []',
    ],
  ])('%s', (_, props, message) => {
    expect(() => bastion(props)).toThrow(message);
  });
});
