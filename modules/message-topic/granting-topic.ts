import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import type { MessageTopicRef } from './message-topic-ref';

const grantProps = { name: granteeName(32), role: roleRef };

/** What a topic grants, whichever stack made it. Its key admits what SNS does for the account's roles. */
export abstract class GrantingTopic extends Construct {
  /** What the grant names. */
  protected abstract get granting(): MessageTopicRef;

  /** Lets `role` publish. @param name says which role, in letters and digits: `Web`. */
  grantPublish(name: string, role: RoleRef): void {
    checkProps(this, grantProps, { name, role });
    const { topicName, topicArn } = this.granting;
    grant(this, `publish-${topicName}-${name}`, role, [
      { Sid: 'Publishes', Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn },
    ]);
  }
}
