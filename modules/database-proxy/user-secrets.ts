import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { DatabaseProxyProps } from './proxy-props';

/** The secret of each database user, by user: its ARN. Those that are not given are made. */
export class UserSecrets extends Construct {
  readonly secretArns: Readonly<Record<string, string>>;
  readonly nodes: {
    readonly secrets: Record<string, SecretsmanagerSecret>;
    readonly versions: Record<string, SecretsmanagerSecretVersion>;
  } = { secrets: {}, versions: {} };

  constructor(scope: Construct, id: string, { name, key, users }: Pick<DatabaseProxyProps, 'name' | 'key' | 'users'>) {
    super(scope, id);
    const arns = Object.entries(users).map(([user, { secretArn, passwordVersion = 1 }]) => {
      if (secretArn !== undefined) return [user, secretArn] as const;
      const own = new Construct(this, user);
      const secret = new SecretsmanagerSecret(own, 'secret', {
        // A deleted secret keeps its name for 30 days, and would stand in the way of the user's return.
        namePrefix: `${name}-proxy-${user}-`,
        description: `Database user ${user}, behind proxy ${name}`,
        kmsKeyId: key.keyArn,
        recoveryWindowInDays: 30,
        tags: { Name: `${name}-proxy-${user}` },
      });
      this.nodes.secrets[user] = secret;
      this.nodes.versions[user] = new SecretsmanagerSecretVersion(own, 'version', {
        secretId: secret.id,
        // A UUID has 122 random bits from the system's generator. Write-only: neither plan nor state has it.
        secretStringWo: JSON.stringify({ username: user, password: Fn.uuid() }),
        secretStringWoVersion: passwordVersion,
      });
      return [user, secret.arn] as const;
    });
    this.secretArns = Object.fromEntries(arns);
  }
}
