import type { LbListenerRuleConfig } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { isPair, type HostRule } from './host-rule';
import { authenticate } from './sign-in';

/** The actions of a rule in their order, the last of which forwards, and what of them Terraform leaves alone. */
export function actionsOf({ target, signIn }: HostRule): Pick<LbListenerRuleConfig, 'action' | 'lifecycle'> {
  const actions = [
    ...(signIn ? [{ type: 'authenticate-cognito', authenticateCognito: authenticate(signIn) }] : []),
    forward(target),
  ];
  const action = signIn ? actions.map((one, index) => ({ ...one, order: index + 1 })) : actions;
  if (!isPair(target)) return { action };
  // The pipeline moves the weights of a pair; who signs in is decided here.
  return { action, lifecycle: { ignoreChanges: signIn ? movedAfterSignIn : ['action'] } };
}

/** Not all of the second action: at the place of one that is not there yet, Terraform writes what is decided. */
const movedAfterSignIn = ['forward[0].target_group', 'forward[0].stickiness', 'target_group_arn'].map(
  (path) => `action[1].${path}`,
);

function forward(target: HostRule['target']) {
  if (!isPair(target)) return { type: 'forward', targetGroupArn: target.targetGroupArn };
  const { blue, green } = target;
  return {
    type: 'forward',
    forward: {
      targetGroup: [
        { arn: blue.targetGroupArn, weight: 100 },
        { arn: green.targetGroupArn, weight: 0 },
      ],
    },
  };
}
