import { aws, method, on, path, rhinoSecurityLabs, type Method } from './escalation-method';
import type { HostKind } from './hosts';

const ecs = (page: string) => aws(`AmazonECS/latest/APIReference/API_${page}.html`);
const ssm = (action: string) => aws(`systems-manager/latest/APIReference/API_${action}.html`);

/** Ways by what runs with a role already. */
export const hostMethods: readonly Method[] = [
  using('function', path('lambda-003'), 'lambda:UpdateFunctionCode'),
  using('function', rhinoSecurityLabs, 'lambda:UpdateFunctionConfiguration'),
  using('instance', path('ssm-001'), 'ssm:StartSession'),
  using('instance', path('ssm-002'), 'ssm:SendCommand'),
  using('instance', ssm('CreateAssociation'), 'ssm:CreateAssociation'),
  using('instance', ssm('CreateAssociationBatch'), 'ssm:CreateAssociationBatch'),
  using('instance', path('ec2instanceconnect-003'), 'ec2-instance-connect:SendSSHPublicKey'),
  using(
    'instance',
    aws('ec2-instance-connect/latest/APIReference/API_SendSerialConsoleSSHPublicKey.html'),
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
  ),
  using('instance', path('ec2-002'), ...['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']),
  using('launch template', path('ec2-004'), 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'),
  using(
    'cluster of instances',
    aws('emr/latest/APIReference/API_AddJobFlowSteps.html'),
    'elasticmapreduce:AddJobFlowSteps',
  ),
  using('task with exec', ecs('ExecuteCommand'), 'ecs:ExecuteCommand'),
  {
    ...using('task', ecs('UpdateService'), 'ecs:UpdateService', 'ecs:ExecuteCommand'),
    steps: [on('anything', 'ecs:UpdateService'), on('target', 'ecs:ExecuteCommand')],
  },
  using('Glue endpoint', path('glue-002'), 'glue:UpdateDevEndpoint'),
  using('notebook', path('sagemaker-004'), 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  ...(
    [
      ['sagemaker:CreateNotebookInstanceLifecycleConfig', 'sagemaker:UpdateNotebookInstance'],
      ['sagemaker:UpdateNotebookInstanceLifecycleConfig'],
    ] as const
  ).map(([lifecycle, ...update]) => ({
    ...using(
      'notebook',
      path('sagemaker-005'),
      ...[lifecycle, ...update, 'sagemaker:StopNotebookInstance', 'sagemaker:StartNotebookInstance'],
    ),
    steps: [
      on('anything', lifecycle),
      ...[...update, 'sagemaker:StopNotebookInstance', 'sagemaker:StartNotebookInstance'].map((one) =>
        on('target', one),
      ),
    ],
  })),
  using('build', path('codebuild-002'), 'codebuild:StartBuild'),
  using('build', path('codebuild-003'), 'codebuild:StartBuildBatch'),
  using('stack', path('cloudformation-002'), 'cloudformation:UpdateStack'),
  using('stack', path('cloudformation-005'), 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  using(
    'state machine',
    aws('step-functions/latest/apireference/API_UpdateStateMachine.html'),
    'states:UpdateStateMachine',
  ),
  using('App Runner service', path('apprunner-002'), 'apprunner:UpdateService'),
  using(
    'code interpreter',
    path('bedrock-002'),
    ...['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
  ),
];

function using(host: HostKind, source: string, ...actions: readonly string[]): Method {
  return method({ host }, 'to act with the role of what runs already', source, ...actions);
}
