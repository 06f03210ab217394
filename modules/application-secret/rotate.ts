import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import { Construct } from 'constructs';
import type { Function as LambdaFunction } from '../function/function';
import { InvokedFunction } from '../function/invoking';
import { grant } from '../iam/grant';
import { roleRef } from '../iam/role-ref';
import { checkProps, satisfying, wholeNumber } from '../props';
import type { SecretRef } from './secret-ref';

const rotationProps = {
  rotating: satisfying<LambdaFunction>(
    'a Function of the stack',
    (found) => found instanceof InvokedFunction && 'role' in found,
  ),
  everyDays: wholeNumber('days', 1, 1000, {
    source: 'Secrets Manager API reference, RotationRulesType, AutomaticallyAfterDays',
  }),
};

/** Secrets Manager user guide, Lambda rotation function execution role permissions. */
const steps = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];

/** The rotation of a secret, which may invoke the function for it and for no other, and what the function may do with it. */
export function rotate(
  scope: Construct,
  { secretName, secretArn }: SecretRef,
  rotating: LambdaFunction,
  everyDays: number,
): SecretsmanagerSecretRotation {
  checkProps(scope, rotationProps, { rotating, everyDays });
  checkProps(scope, { role: roleRef }, { role: rotating.role });
  const own = new Construct(scope, 'rotation');
  const policy = grant(own, `rotate-${secretName.replaceAll('/', '.')}`, rotating.role, [
    {
      ...{ Sid: 'RotatesSecret', Effect: 'Allow', Resource: secretArn },
      Action: steps.map((step) => `secretsmanager:${step}`),
    },
    // It knows no resource (Service Authorization Reference, AWS Secrets Manager).
    { Sid: 'MakesValues', Effect: 'Allow', Action: 'secretsmanager:GetRandomPassword', Resource: '*' },
  ]);
  const permission = rotating.permit(own, 'permission', {
    principal: 'secretsmanager.amazonaws.com',
    sourceArn: secretArn,
  });
  return new SecretsmanagerSecretRotation(own, 'rotation', {
    secretId: secretArn,
    rotationLambdaArn: rotating.aliasArn,
    rotationRules: { automaticallyAfterDays: everyDays },
    // A secret whose first value is not set yet cannot be rotated; what it has is used for the days that it is good for.
    rotateImmediately: false,
    dependsOn: [policy, permission],
  });
}
