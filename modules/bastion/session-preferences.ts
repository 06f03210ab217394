import { SsmDocument } from '@cdktf/provider-aws/lib/ssm-document';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { sessionStatements } from '../iam/session-statements';
import { Key } from '../kms/key';
import { LogGroup, logRetention } from '../log-group/log-group';
import {
  accountId,
  checkProps,
  matching,
  optional,
  regionName,
  wholeNumber,
  type Description,
  granteeName,
} from '../props';

export interface SessionPreferencesProps {
  /** The prefix of every name: `dev`. */
  readonly name: string;
  /** The account whose sessions these are: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** How long the logs of sessions are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * Minutes without a key pressed after which a session ends, 1 to 60.
   * @default 15
   */
  readonly idleTimeoutMinutes?: number;
  /**
   * Minutes after which a session ends in any case, 1 to 1440.
   * @default 60
   */
  readonly maxSessionMinutes?: number;
}

const source = 'Systems Manager user guide, Session document schema';
const sessionPreferencesProps: Description<SessionPreferencesProps> = {
  name: matching(/^[A-Za-z0-9-]{1,64}$/, 'up to 64 letters, digits and hyphens', { structure: true }),
  account: accountId,
  region: regionName,
  logRetentionDays: logRetention,
  idleTimeoutMinutes: optional(wholeNumber('minutes', 1, 60, { source }), '15'),
  maxSessionMinutes: optional(wholeNumber('minutes', 1, 1440, { source }), '60'),
};
const hosts = granteeName();

/** The services that a host speaks to for an encrypted and logged session, by short name. */
export const sessionServices = ['kms', 'logs', 'ssm', 'ssmmessages'];

/**
 * How every Session Manager session of an account in a region goes: encrypted end to end with a customer key, and
 * streamed to an encrypted log group.
 *
 * One for each account and region. Session Manager reads the document `SSM-SessionManagerRunShell` whoever starts a
 * session and from wherever, the console's button included; a document of one's own would hold only for those who name it. If
 * somebody has saved preferences in the console, the document exists: import it.
 *
 * Sessions that forward a port are encrypted by TLS and not logged: AWS sees only their bytes. CloudTrail has who started
 * them, when, and to where.
 */
export class SessionPreferences extends Construct {
  static readonly props = sessionPreferencesProps;
  /** The document of every shell. */
  readonly documentName = 'SSM-SessionManagerRunShell';
  readonly key: Key;
  readonly logGroup: LogGroup;
  readonly nodes: { readonly document: SsmDocument };

  /** @throws PropsError for a duration that Session Manager refuses or a retention that CloudWatch Logs does not know. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SessionPreferencesProps,
  ) {
    super(scope, id);
    checkProps(this, sessionPreferencesProps, props);
    const { name, account, region, logRetentionDays, idleTimeoutMinutes = 15, maxSessionMinutes = 60 } = props;

    this.key = new Key(this, 'key', {
      purpose: `Session Manager sessions of ${name}`,
      alias: `${name}/sessions`,
      account,
      region,
    });
    this.logGroup = new LogGroup(this, 'log-group', {
      name: `/${name}/sessions`,
      retentionDays: logRetentionDays,
      key: this.key,
    });
    const content = {
      schemaVersion: '1.0',
      description: 'Sessions are encrypted with a customer key and logged',
      sessionType: 'Standard_Stream',
      inputs: {
        cloudWatchLogGroupName: this.logGroup.logGroupName,
        cloudWatchEncryptionEnabled: true,
        // Line by line, so that a host that is lost, or wiped, takes nothing of the log with it.
        cloudWatchStreamingEnabled: true,
        kmsKeyId: this.key.keyArn,
        idleSessionTimeout: String(idleTimeoutMinutes),
        maxSessionDuration: String(maxSessionMinutes),
        runAsEnabled: false,
      },
    };
    const document = new SsmDocument(this, 'document', {
      name: this.documentName,
      documentType: 'Session',
      documentFormat: 'JSON',
      content: JSON.stringify(content),
    });
    this.nodes = { document };
  }

  /**
   * Lets the hosts of `role` be reached by Session Manager, decrypt what comes and log the session; nothing else of what
   * `AmazonSSMManagedInstanceCore` allows, such as reading every parameter of the account.
   *
   * @param name says which hosts, in letters and digits: `Bastion`.
   */
  grantTarget(name: string, role: RoleRef): void {
    checkProps(this, { name: hosts, role: roleRef }, { name, role });
    const { account, region } = this.props;
    this.key.grantDecrypt(name, role);
    grant(this, `sessions-${this.props.name}-${name}`, role, [
      {
        Sid: 'SessionHeartbeat',
        Effect: 'Allow',
        Action: 'ssm:UpdateInstanceInformation',
        Resource: `arn:aws:ec2:${region}:${account}:instance/*`,
      },
      ...sessionStatements({ account, region, keyArn: this.key.keyArn, logGroupArn: this.logGroup.logGroupArn }),
    ]);
  }
}
