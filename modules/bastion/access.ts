import { iamVariable } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';

export interface BastionAccess {
  /** The bastion's `Name` tag. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The document of a shell. */
  readonly shellDocument: string;
  /** Whether SSH is open to any address. */
  readonly ssh: boolean;
}

/** What a person needs to reach a bastion, and no other host: a shell, a forwarded port, and SSH where it is open. */
export function accessTo({ name, account, region, shellDocument, ssh }: BastionAccess): readonly PolicyStatement[] {
  const instances = `arn:aws:ec2:${region}:${account}:instance/*`;
  const sessions = `arn:aws:ssm:${region}:${account}:session/*`;
  // Without it, permission to start one session includes sessions with the default document.
  const documentIsGranted = { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } };
  const statements: PolicyStatement[] = [
    {
      Sid: 'StartOnBastion',
      Effect: 'Allow',
      Action: 'ssm:StartSession',
      Resource: instances,
      Condition: { StringEquals: { 'ssm:resourceTag/Name': name }, ...documentIsGranted },
    },
    {
      Sid: 'StartShellOrForwarding',
      Effect: 'Allow',
      Action: 'ssm:StartSession',
      Resource: [
        `arn:aws:ssm:${region}:${account}:document/${shellDocument}`,
        `arn:aws:ssm:${region}::document/AWS-StartPortForwardingSessionToRemoteHost`,
      ],
      Condition: documentIsGranted,
    },
    // Opening it takes the token that StartSession gave to one person.
    { Sid: 'OpenChannel', Effect: 'Allow', Action: 'ssmmessages:OpenDataChannel', Resource: sessions },
    {
      Sid: 'EndOrResumeOwn',
      Effect: 'Allow',
      Action: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      Resource: sessions,
      // A session's id starts with its starter's session name, of which IAM has no variable; this tag has all of it.
      Condition: { StringEquals: { 'ssm:resourceTag/aws:ssmmessages:session-id': iamVariable('aws:userid') } },
    },
    // The instance changes its id with every replacement, and EC2 offers nothing narrower to look it up.
    { Sid: 'FindBastion', Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
  ];
  return ssh ? [...statements, pushKey(name, instances)] : statements;
}

/** EC2 Instance Connect: a public key that the bastion accepts for a minute. No key pair has to be distributed. */
function pushKey(name: string, instances: string): PolicyStatement {
  return {
    Sid: 'PushSshKey',
    Effect: 'Allow',
    Action: 'ec2-instance-connect:SendSSHPublicKey',
    Resource: instances,
    Condition: { StringEquals: { 'aws:ResourceTag/Name': name, 'ec2:osuser': 'ec2-user' } },
  };
}
