/** What a step of an escalation has to be allowed on. */
export type Target =
  /** Whatever is made, or the action knows no resources. */
  | 'anything'
  /** The identity itself, or a role that it may become. */
  | 'itself'
  /** A group that it is in. */
  | 'its group'
  /** A policy that is attached to it. */
  | 'its policy'
  /** The policy that bounds it. */
  | 'its boundary'
  | 'another user'
  | 'another role'
  | 'another group'
  /** A role that the service may have. */
  | { readonly passedTo: string }
  /** A resource of the type that has a role, which the attribute names. */
  | { readonly existing: string; readonly role: string };

export interface Step {
  readonly action: string;
  readonly on: Target;
}

/** A known way from some permissions to more. */
export interface Method {
  /** Its actions: `iam:PassRole + ec2:RunInstances`. */
  readonly name: string;
  /** What who does it gets, as the end of a sentence: "to give itself any permission". */
  readonly gain: string;
  readonly steps: readonly Step[];
  /** Only of these, where it is not of all. */
  readonly of?: readonly ('role' | 'user' | 'group')[];
  /** Whether it leads out of the boundary of who does it. */
  readonly leavesBoundary: boolean;
}

/**
 * The known combinations. Sources: Rhino Security Labs, "AWS IAM Privilege Escalation: Methods and Mitigation" (2018, with
 * later additions); Bishop Fox, "IAM Vulnerable" (2021); NCC Group's PMapper, its edges by service. A combination is here
 * when it needs no secret and no user's mistake.
 */
export const methods: readonly Method[] = [
  own('iam:CreatePolicyVersion', 'its policy', 'to rewrite a policy of its own'),
  own('iam:SetDefaultPolicyVersion', 'its policy', 'to bring back an older version of a policy of its own'),
  own('iam:AttachUserPolicy', 'itself', 'to give itself any policy', ['user', 'group']),
  own('iam:AttachRolePolicy', 'itself', 'to give itself any policy', ['role']),
  own('iam:AttachGroupPolicy', 'its group', 'to give its group any policy', ['user', 'group']),
  own('iam:PutUserPolicy', 'itself', 'to give itself any permission', ['user', 'group']),
  own('iam:PutRolePolicy', 'itself', 'to give itself any permission', ['role']),
  own('iam:PutGroupPolicy', 'its group', 'to give its group any permission', ['user', 'group']),
  own('iam:AddUserToGroup', 'another group', 'to join a stronger group', ['user', 'group']),

  leaving('iam:DeleteRolePermissionsBoundary', 'itself', 'to take off its own boundary', ['role']),
  leaving('iam:DeleteUserPermissionsBoundary', 'itself', 'to take off its own boundary', ['user', 'group']),
  leaving('iam:PutRolePermissionsBoundary', 'itself', 'to change its own boundary', ['role']),
  leaving('iam:PutUserPermissionsBoundary', 'itself', 'to change its own boundary', ['user', 'group']),
  leaving('iam:CreatePolicyVersion', 'its boundary', 'to rewrite its own boundary'),
  leaving('iam:SetDefaultPolicyVersion', 'its boundary', 'to bring back an older version of its own boundary'),

  leaving('iam:CreateAccessKey', 'another user', 'to act as another user'),
  leaving('iam:CreateLoginProfile', 'another user', 'to log in as another user'),
  leaving('iam:UpdateLoginProfile', 'another user', 'to log in as another user'),
  leaving('iam:UpdateAssumeRolePolicy', 'another role', 'to let itself become another role'),
  leaving('sts:AssumeRole', 'another role', 'to become a stronger role that no policy names'),
  making('iam:CreateRole', 'iam:AttachRolePolicy'),
  making('iam:CreateRole', 'iam:PutRolePolicy'),

  passing('ec2.amazonaws.com', 'ec2:RunInstances'),
  passing('ec2.amazonaws.com', 'ec2:AssociateIamInstanceProfile'),
  passing('ec2.amazonaws.com', 'ec2:ReplaceIamInstanceProfileAssociation'),
  passing('ec2.amazonaws.com', 'autoscaling:CreateLaunchConfiguration', 'autoscaling:CreateAutoScalingGroup'),
  passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:InvokeFunction'),
  passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'),
  passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:AddPermission'),
  passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:CreateFunctionUrlConfig'),
  passing('cloudformation.amazonaws.com', 'cloudformation:CreateStack'),
  passing('cloudformation.amazonaws.com', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  passing('glue.amazonaws.com', 'glue:CreateDevEndpoint'),
  passing('glue.amazonaws.com', 'glue:CreateJob', 'glue:StartJobRun'),
  passing('glue.amazonaws.com', 'glue:UpdateJob', 'glue:StartJobRun'),
  passing('glue.amazonaws.com', 'glue:CreateSession', 'glue:RunStatement'),
  passing(
    'datapipeline.amazonaws.com',
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    'datapipeline:ActivatePipeline',
  ),
  passing(
    'sagemaker.amazonaws.com',
    'sagemaker:CreateNotebookInstance',
    'sagemaker:CreatePresignedNotebookInstanceUrl',
  ),
  passing('sagemaker.amazonaws.com', 'sagemaker:CreateTrainingJob'),
  passing('sagemaker.amazonaws.com', 'sagemaker:CreateProcessingJob'),
  passing('codebuild.amazonaws.com', 'codebuild:CreateProject', 'codebuild:StartBuild'),
  passing('codebuild.amazonaws.com', 'codebuild:UpdateProject', 'codebuild:StartBuild'),
  passing('ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'),
  passing('ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition', 'ecs:UpdateService'),
  passing('states.amazonaws.com', 'states:CreateStateMachine', 'states:StartExecution'),
  passing('ssm.amazonaws.com', 'ssm:StartAutomationExecution'),
  passing('build.apprunner.amazonaws.com', 'apprunner:CreateService'),
  passing('batch.amazonaws.com', 'batch:RegisterJobDefinition', 'batch:SubmitJob'),
  passing('codestar.amazonaws.com', 'codestar:CreateProject'),
  passing('scheduler.amazonaws.com', 'scheduler:CreateSchedule'),

  using('aws_lambda_function', 'role', 'lambda:UpdateFunctionCode'),
  using('aws_lambda_function', 'role', 'lambda:UpdateFunctionConfiguration'),
  using('aws_instance', 'iam_instance_profile', 'ssm:SendCommand'),
  using('aws_instance', 'iam_instance_profile', 'ssm:StartSession'),
  using(
    'aws_instance',
    'iam_instance_profile',
    'ec2:ModifyInstanceAttribute',
    'ec2:StopInstances',
    'ec2:StartInstances',
  ),
  using('aws_glue_dev_endpoint', 'role_arn', 'glue:UpdateDevEndpoint'),
  using('aws_glue_job', 'role_arn', 'glue:UpdateJob', 'glue:StartJobRun'),
  using('aws_sagemaker_notebook_instance', 'role_arn', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  using('aws_codebuild_project', 'service_role', 'codebuild:StartBuild'),
  using('aws_cloudformation_stack', 'iam_role_arn', 'cloudformation:UpdateStack'),
  using('aws_sfn_state_machine', 'role_arn', 'states:UpdateStateMachine'),
];

function own(action: string, on: Target, gain: string, of?: Method['of']): Method {
  return { name: action, gain, steps: [{ action, on }], leavesBoundary: false, ...(of && { of }) };
}

function leaving(action: string, on: Target, gain: string, of?: Method['of']): Method {
  return { ...own(action, on, gain, of), leavesBoundary: true };
}

function making(...actions: readonly string[]): Method {
  const steps = actions.map((action): Step => ({ action, on: 'another role' }));
  return { name: actions.join(' + '), gain: 'to make a role of any permission', steps, leavesBoundary: true };
}

function passing(service: string, ...actions: readonly string[]): Method {
  const steps: Step[] = [
    { action: 'iam:PassRole', on: { passedTo: service } },
    ...actions.map((action): Step => ({ action, on: 'anything' })),
  ];
  const name = steps.map(({ action }) => action).join(' + ');
  return { name, gain: 'to run code of its own with a role that it passes', steps, leavesBoundary: true };
}

function using(existing: string, role: string, ...actions: readonly string[]): Method {
  const steps = actions.map((action): Step => ({ action, on: { existing, role } }));
  return { name: actions.join(' + '), gain: 'to act with a stronger role', steps, leavesBoundary: true };
}
