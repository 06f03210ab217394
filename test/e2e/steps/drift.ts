import assert from 'node:assert/strict';
import { told } from '../processes';
import type { Step } from '../step';
import type { World } from '../world';

export const drift: Step[] = [
  {
    title: "sees what somebody changed behind Terraform's back: a group opened to the world, flow logs gone",
    run: async (world) => {
      const { address, id: GroupId } = await world.only('network', 'aws_default_security_group');
      const opened = await world.api.query('ec2', 'AuthorizeSecurityGroupIngress', {
        GroupId,
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '22',
        'IpPermissions.1.ToPort': '22',
        'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0',
      });
      assert.equal(opened.status, 200, opened.text);
      const flowLog = await world.only('network', 'aws_flow_log');
      const deleted = await world.api.query('ec2', 'DeleteFlowLogs', { 'FlowLogId.1': flowLog.id });
      assert.equal(deleted.status, 200, deleted.text);

      assert.deepEqual(await world.plan('network'), { [address]: ['update'], [flowLog.address]: ['create'] });
      // Terraform ignores import blocks for what its state has.
      const { exitCode, output } = await (
        await world.startTerrace('adopt', world.environment.name, 'network', '--json')
      ).done;
      const [network] = JSON.parse(output.slice(output.indexOf('{\n'))).stacks;
      assert.deepEqual([exitCode, network.gone, network.imports], [1, [flowLog.address], []]);
    },
  },
  {
    title: 'sees that somebody stopped the trail, and the next apply starts it again',
    applies: ({ environment }) => environment.audit.trail === 'own',
    run: async (world) => {
      const { address } = await world.only('audit', 'aws_cloudtrail');
      const { status, text } = await call(world, 'StopLogging');
      assert.equal(status, 200, text);
      assert.deepEqual(await world.plan('audit'), { [address]: ['update'] });
      await world.apply('audit');
      assert.equal(JSON.parse((await call(world, 'GetTrailStatus')).text).IsLogging, true);
      assert.deepEqual(await world.plan('audit'), {});
    },
  },
  {
    title: 'sees that somebody switched GuardDuty off, and the next apply switches it on again',
    applies: ({ environment }) => environment.audit.guardDuty !== 'organization',
    run: async (world) => {
      const { addresses, ids } = (await world.state('audit'))!;
      const address = addresses.find((one) => one.startsWith('aws_guardduty_detector.detector_'))!;
      const { status, text } = await world.api.rest('guardduty', 'POST', `/detector/${ids[address]}`, {
        enable: false,
      });
      assert.equal(status, 200, text);
      assert.deepEqual(await world.plan('audit'), { [address]: ['update'] });
      await world.apply('audit');
      assert.deepEqual(await world.plan('audit'), {});
    },
  },
  {
    title: 'sees that somebody had backups forgotten after a day, and the next apply keeps them as long as decided',
    applies: ({ environment }) => environment.recovery !== 'none',
    run: async (world) => {
      const { address, id } = await world.only('recovery', 'aws_backup_plan');
      const path = `/backup/plans/${id}`;
      const { BackupPlan } = JSON.parse((await world.api.rest('backup', 'GET', path)).text);
      const [{ RuleId: _, ...rule }] = BackupPlan.Rules;
      const Rules = [{ ...rule, Lifecycle: { DeleteAfterDays: 1 } }];
      const { status, text } = await world.api.rest('backup', 'POST', path, { BackupPlan: { ...BackupPlan, Rules } });
      assert.equal(status, 200, text);
      assert.deepEqual(await world.plan('recovery'), { [address]: ['update'] });
      await world.apply('recovery');
      assert.deepEqual(await world.plan('recovery'), {});
    },
  },
  {
    title: 'refuses a second apply while the first one holds the lock',
    run: async (world) => {
      const first = await world.startTerraform('network', 'apply', '-no-color');
      await first.says(/Enter a value:/);
      const before = await world.state('network');

      const second = await (await world.startTerraform('network', 'apply', '-auto-approve', '-input=false')).done;
      assert.notEqual(second.exitCode, 0, told(second));
      assert.match(second.output, /Error acquiring the state lock/);
      assert.deepEqual(await world.state('network'), before);

      first.type('no\n');
      assert.match((await first.done).output, /Apply cancelled/);
      assert.deepEqual(await world.state('network'), before);
    },
  },
  {
    title: 'repairs the drift with the next apply',
    run: async (world) => {
      await world.apply('network');
      assert.deepEqual(await world.plan('network'), {});
    },
  },
];

function call({ api, environment }: World, action: string) {
  const target = `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${action}`;
  return api.json('cloudtrail', target, { Name: `${environment.name}-trail` });
}
