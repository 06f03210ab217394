import { ownershipIn } from '../../../review/assessment/ownership';
import { graphOfHcl } from '../../../review/model/load';
import { graphOfStacks } from '../../../review/model/inputs/stacks';

/** Each row in a line: what, by whom, and what stays Terraform's. */
async function rows(hcl: string): Promise<string[]> {
  const { notes } = ownershipIn(await graphOfHcl(hcl));
  return notes.map(
    ({ address, attributes, writer, decided }) => `${address} ${attributes.join(' + ')}: ${writer}; ${decided}`,
  );
}
const ignoring = (type: string, attributes: string, more = '', name = 'web') => `
  resource "${type}" "${name}" {
    ${more}
    lifecycle {
      ignore_changes = ${attributes}
    }
  }
  `;

describe('what Terraform does not decide', () => {
  test('is the number of tasks, between the bounds of the target that scales them', async () => {
    const service = ignoring('aws_ecs_service', '[desired_count]', 'name = "shop-web"\n desired_count = 2');
    const target = (id: string) => `
      resource "aws_appautoscaling_target" "web" {
        service_namespace = "ecs"
        resource_id = "${id}"
        min_capacity = 2
        max_capacity = 10
      }`;
    const scaled =
      'aws_ecs_service.web desired_count: Application Auto Scaling; min_capacity 2 and max_capacity 10 (aws_appautoscaling_target.web)';
    expect(await rows(service + target('service/shop/shop-web'))).toEqual([scaled]);
    expect(await rows(service + target('service/shop/${aws_ecs_service.web.name}'))).toEqual([scaled]);
    expect(await rows(service + target('service/shop/shop-api'))).toEqual([
      'aws_ecs_service.web desired_count: not known: no aws_appautoscaling_target here scales it; everything else of it',
    ]);
  });

  test('is the number of instances, between the bounds of their group', async () => {
    const group = ignoring('aws_autoscaling_group', '[desired_capacity]', 'name = "web"\n min_size = 1\n max_size = 4');
    const schedule =
      'resource "aws_autoscaling_schedule" "night" {\n autoscaling_group_name = aws_autoscaling_group.web.name\n }\n';
    expect(await rows(group + schedule)).toEqual([
      'aws_autoscaling_group.web desired_capacity: schedules; min_size 1 and max_size 4 (aws_autoscaling_group.web)',
    ]);
    const own = group.replace('[desired_capacity]', '[desired_capacity, min_size]');
    expect(await rows(own + schedule)).toEqual([
      'aws_autoscaling_group.web desired_capacity: schedules; max_size 4 (aws_autoscaling_group.web)',
      'aws_autoscaling_group.web min_size: schedules; those at first, and those of aws_autoscaling_schedule.night',
    ]);
    expect(await rows(group.replace('[desired_capacity]', '[min_size]'))).toEqual([
      'aws_autoscaling_group.web min_size: not known: no schedule here changes them; everything else of it',
    ]);
    expect(await rows(group)).toEqual([
      expect.stringMatching(/not known: no scaling policy or schedule here changes it/),
    ]);
  });

  test.each([
    ['aws_lb_listener_rule', '[action]', '', 'the pipeline or CodeDeploy; its conditions and its priority'],
    [
      'aws_ssm_parameter',
      '[value]',
      'type = "SecureString"',
      'people or a rotation; that aws_ssm_parameter.web exists, its key, and its first value',
    ],
    [
      'aws_ssm_parameter',
      '[insecure_value]',
      'type = "String"',
      'the pipeline; that aws_ssm_parameter.web exists, and its first value',
    ],
    ['aws_lambda_function', '[image_uri]', '', 'the pipeline; its memory, timeout, role and environment'],
    [
      'aws_ecs_service',
      '[load_balancer]',
      'deployment_controller {\n type = "CODE_DEPLOY"\n }',
      'CodeDeploy; everything else of it',
    ],
    ['aws_instance', '[ami]', '', 'not known; everything else of it'],
    ['aws_iam_role', 'all', '', 'not known; whether it exists'],
  ])('is %s %s', async (type, attributes, more, expected) => {
    expect(await rows(ignoring(type, attributes, more))).toEqual([
      `${type}.web ${attributes.replace(/[[\]]/g, '')}: ${expected}`,
    ]);
  });

  test('is one row for attributes of one writer, and one for each other', async () => {
    const hcl = ignoring('aws_lambda_function', '[s3_key, tags, source_code_hash]');
    expect(await rows(hcl)).toEqual([
      'aws_lambda_function.web s3_key + source_code_hash: the pipeline; its memory, timeout, role and environment',
      'aws_lambda_function.web tags: not known; everything else of it',
    ]);
  });

  test('is a part of a block, also where it is written with its index', async () => {
    const [row] = await rows(ignoring('aws_eks_node_group', '[scaling_config[0].desired_size, tags["owner"]]'));
    expect(row).toMatch(/^aws_eks_node_group.web scaling_config.0.desired_size: the autoscaler of the cluster/);
  });

  test('is read of synthesized JSON, with the construct path', async () => {
    const json = {
      resource: {
        aws_ssm_parameter: {
          image: {
            '//': { metadata: { path: 'prod-service/image-web/parameter', uniqueId: 'image' } },
            type: 'String',
            lifecycle: { ignore_changes: ['insecure_value', 'value'] },
          },
        },
      },
    };
    const graph = await graphOfStacks([{ name: 'prod-service', environment: 'prod', file: 'cdk.tf.json', json }]);
    expect(ownershipIn(graph).notes).toEqual([
      expect.objectContaining({
        environment: 'prod',
        constructPath: 'prod-service/image-web/parameter',
        attributes: ['insecure_value', 'value'],
        writer: 'the pipeline',
      }),
    ]);
  });

  test('is nothing where nothing is ignored', async () => {
    const hcl = 'resource "aws_sqs_queue" "a" {\n lifecycle {\n prevent_destroy = true\n }\n }\n';
    expect(ownershipIn(await graphOfHcl(hcl))).toEqual({ notes: [], gaps: [] });
    expect(await rows(ignoring('aws_sqs_queue', '[]'))).toEqual([]);
  });

  test('is not known of a module that was not read', async () => {
    const { gaps } = ownershipIn(await graphOfHcl('module "web" {\n source = "example.com/web"\n }\n'));
    expect(gaps).toEqual([{ environment: 'example', because: 'a module was not read' }]);
  });
});
