import { edit } from '../answer';
import { otherCall } from '../call';
import type { Fault } from '../fault';

/** Service authorization reference and the pages of these services on their service-linked roles. */
const names: Readonly<Record<string, string>> = { 'config.amazonaws.com': 'AWSServiceRoleForConfig' };

export const iam = (): Fault[] => [
  {
    service: 'iam',
    fault: 'names a service-linked role in small letters',
    answers: {
      CreateServiceLinkedRole: async (call, next) => {
        const service = call.form.get('AWSServiceName') ?? '';
        const RoleName = names[service];
        if (!RoleName) return next(call);
        const Statement = [{ Effect: 'Allow', Principal: { Service: [service] }, Action: ['sts:AssumeRole'] }];
        const made = await next(
          otherCall(call, 'CreateRole', {
            ...{ RoleName, Path: `/aws-service-role/${service}/` },
            AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
          }),
        );
        return edit(made, (body) => body.replaceAll('CreateRoleRe', 'CreateServiceLinkedRoleRe'));
      },
    },
    isThere: async (moto) => {
      const { text } = await moto.query('iam', 'CreateServiceLinkedRole', { AWSServiceName: 'config.amazonaws.com' });
      return !text.includes('AWSServiceRoleForConfig');
    },
  },
];
