import { aws, method, on, path, rhinoSecurityLabs, type Method } from './escalation-method';

const pmapper = 'https://github.com/nccgroup/PMapper/tree/master/principalmapper/graphing';
const ecs = (page: string) => aws(`AmazonECS/latest/APIReference/API_${page}.html`);

/** Ways by a role that is passed to a service. */
export const passedRoleMethods: readonly Method[] = [
  passing('ec2.amazonaws.com', path('ec2-001'), 'ec2:RunInstances'),
  passing('ec2.amazonaws.com', path('ec2-003'), 'ec2:RequestSpotInstances'),
  passing('ec2.amazonaws.com', rhinoSecurityLabs, 'ec2:AssociateIamInstanceProfile'),
  passing('ec2.amazonaws.com', rhinoSecurityLabs, 'ec2:ReplaceIamInstanceProfileAssociation'),
  passing(
    'ec2.amazonaws.com',
    rhinoSecurityLabs,
    'autoscaling:CreateLaunchConfiguration',
    'autoscaling:CreateAutoScalingGroup',
  ),
  passing('ec2.amazonaws.com', pmapper, 'autoscaling:CreateLaunchConfiguration', 'autoscaling:UpdateAutoScalingGroup'),
  ...['autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup', 'ec2:CreateFleet'].map((action) =>
    passing('ec2.amazonaws.com', pmapper, 'ec2:CreateLaunchTemplate', action),
  ),
  passing(
    'ec2.amazonaws.com',
    aws('imagebuilder/latest/userguide/manage-infra-config.html'),
    ...['imagebuilder:CreateComponent', 'imagebuilder:CreateImageRecipe'],
    ...['imagebuilder:CreateInfrastructureConfiguration', 'imagebuilder:CreateImage'],
  ),
  passing('ec2.amazonaws.com', aws('emr/latest/APIReference/API_RunJobFlow.html'), 'elasticmapreduce:RunJobFlow'),
  passing(
    'emr-serverless.amazonaws.com',
    aws('emr-serverless/latest/APIReference/API_StartJobRun.html'),
    'emr-serverless:StartJobRun',
  ),
  passing('lambda.amazonaws.com', path('lambda-001'), 'lambda:CreateFunction', 'lambda:InvokeFunction'),
  passing('lambda.amazonaws.com', path('lambda-002'), 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'),
  passing('lambda.amazonaws.com', path('lambda-006'), 'lambda:CreateFunction', 'lambda:AddPermission'),
  passing(
    'lambda.amazonaws.com',
    aws('lambda/latest/dg/urls-auth.html'),
    ...['lambda:CreateFunction', 'lambda:CreateFunctionUrlConfig'],
  ),
  passing('cloudformation.amazonaws.com', path('cloudformation-001'), 'cloudformation:CreateStack'),
  passing(
    'cloudformation.amazonaws.com',
    aws('AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html'),
    'cloudformation:UpdateStack',
  ),
  passing(
    'cloudformation.amazonaws.com',
    rhinoSecurityLabs,
    ...['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  ),
  passing(
    'cloudformation.amazonaws.com',
    path('cloudformation-003'),
    ...['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
  ),
  passing('cloudformation.amazonaws.com', path('cloudformation-004'), 'cloudformation:UpdateStackSet'),
  passing('glue.amazonaws.com', path('glue-001'), 'glue:CreateDevEndpoint'),
  passing('glue.amazonaws.com', path('glue-003'), 'glue:CreateJob', 'glue:StartJobRun'),
  passing('glue.amazonaws.com', path('glue-004'), 'glue:CreateJob', 'glue:CreateTrigger'),
  passing('glue.amazonaws.com', path('glue-005'), 'glue:UpdateJob', 'glue:StartJobRun'),
  passing('glue.amazonaws.com', path('glue-006'), 'glue:UpdateJob', 'glue:CreateTrigger'),
  passing('glue.amazonaws.com', aws('glue/latest/dg/glue-is-security.html'), 'glue:CreateSession', 'glue:RunStatement'),
  passing(
    'datapipeline.amazonaws.com',
    path('datapipeline-001'),
    ...['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
  ),
  passing(
    'sagemaker.amazonaws.com',
    path('sagemaker-001'),
    ...['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ),
  passing(
    'sagemaker.amazonaws.com',
    aws('sagemaker/latest/dg/notebook-lifecycle-config.html'),
    ...['sagemaker:CreateNotebookInstanceLifecycleConfig', 'sagemaker:CreateNotebookInstance'],
  ),
  passing('sagemaker.amazonaws.com', path('sagemaker-002'), 'sagemaker:CreateTrainingJob'),
  passing('sagemaker.amazonaws.com', path('sagemaker-003'), 'sagemaker:CreateProcessingJob'),
  ...['codebuild:CreateProject', 'codebuild:UpdateProject'].flatMap((action) => [
    passing('codebuild.amazonaws.com', path('codebuild-001'), action, 'codebuild:StartBuild'),
    passing('codebuild.amazonaws.com', path('codebuild-004'), action, 'codebuild:StartBuildBatch'),
  ]),
  passing(
    'codepipeline.amazonaws.com',
    aws('codepipeline/latest/APIReference/API_CreatePipeline.html'),
    'codepipeline:CreatePipeline',
  ),
  // A task's role and command are overridden when it is started, so any task definition does.
  passing('ecs-tasks.amazonaws.com', ecs('TaskOverride'), 'ecs:RunTask'),
  passing('ecs-tasks.amazonaws.com', ecs('TaskOverride'), 'ecs:StartTask'),
  passing('ecs-tasks.amazonaws.com', path('ecs-003'), 'ecs:RegisterTaskDefinition', 'ecs:CreateService'),
  passing('ecs-tasks.amazonaws.com', ecs('UpdateService'), 'ecs:RegisterTaskDefinition', 'ecs:UpdateService'),
  passing(
    'ecs-tasks.amazonaws.com',
    aws('batch/latest/APIReference/API_RegisterJobDefinition.html'),
    ...['batch:RegisterJobDefinition', 'batch:SubmitJob'],
  ),
  ...['states:CreateStateMachine', 'states:UpdateStateMachine'].map((action) =>
    passing(
      'states.amazonaws.com',
      aws('step-functions/latest/dg/procedure-create-iam-role.html'),
      ...[action, 'states:StartExecution'],
    ),
  ),
  passing(
    'ssm.amazonaws.com',
    aws('systems-manager/latest/APIReference/API_StartAutomationExecution.html'),
    'ssm:StartAutomationExecution',
  ),
  passing('tasks.apprunner.amazonaws.com', path('apprunner-001'), 'apprunner:CreateService'),
  passing(
    'bedrock-agentcore.amazonaws.com',
    path('bedrock-001'),
    ...['bedrock-agentcore:CreateCodeInterpreter', 'bedrock-agentcore:StartCodeInterpreterSession'],
    'bedrock-agentcore:InvokeCodeInterpreter',
  ),
  calling(
    'scheduler.amazonaws.com',
    'scheduler/latest/APIReference/API_CreateSchedule.html',
    'scheduler:CreateSchedule',
  ),
  calling(
    'scheduler.amazonaws.com',
    'scheduler/latest/APIReference/API_UpdateSchedule.html',
    'scheduler:UpdateSchedule',
  ),
  calling('events.amazonaws.com', 'eventbridge/latest/APIReference/API_PutTargets.html', 'events:PutTargets'),
  calling('pipes.amazonaws.com', 'eventbridge/latest/pipes-reference/API_CreatePipe.html', 'pipes:CreatePipe'),
  calling('pipes.amazonaws.com', 'eventbridge/latest/pipes-reference/API_UpdatePipe.html', 'pipes:UpdatePipe'),
  passing(
    'cognito-identity.amazonaws.com',
    aws('cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html'),
    'cognito-identity:SetIdentityPoolRoles',
  ),
  passing(
    'rolesanywhere.amazonaws.com',
    aws('rolesanywhere/latest/userguide/getting-started.html'),
    ...['rolesanywhere:CreateTrustAnchor', 'rolesanywhere:CreateProfile'],
  ),
];

/** A role is passed, and code of its own runs with it. */
function passing(service: string, source: string, ...actions: readonly string[]): Method {
  return {
    ...method({ passedTo: service }, 'to run code of its own with a role that it passes', source),
    name: ['iam:PassRole', ...actions].join(' + '),
    steps: [on('target', 'iam:PassRole'), ...actions.map((action) => on('anything', action))],
  };
}

/** A role is passed, and AWS calls an API of its choice with it. */
function calling(service: string, page: string, action: string): Method {
  return { ...passing(service, aws(page), action), gain: 'to have AWS act with a role that it passes' };
}
