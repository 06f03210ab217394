import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { MigrationDatabase, MigrationProps } from './migration-props';

interface LoginProps extends Pick<MigrationProps, 'name' | 'key'> {
  readonly side: 'source' | 'target';
  readonly database: MigrationDatabase;
}

/** How DMS logs in to one side: where, as whom and with which password, in a secret. Terraform makes the password during apply; neither plan nor state has it. */
export class Login extends Construct {
  readonly secretArn: string;
  readonly nodes: { readonly secret: SecretsmanagerSecret; readonly version: SecretsmanagerSecretVersion };

  constructor(scope: Construct, id: string, { name, key, side, database }: LoginProps) {
    super(scope, id);
    const { host, port, user, passwordVersion = 1 } = database;
    const secret = new SecretsmanagerSecret(this, 'secret', {
      // A deleted secret keeps its name for 30 days, and would stand in the way of another migration.
      namePrefix: `${name}-dms-${side}-`,
      description: `Database user ${user} of the ${side} of migration ${name}`,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: 30,
      tags: { Name: `${name}-dms-${side}` },
    });
    // What is write-only is compared with nothing: another place or user makes the version again, with another password.
    const place = new TerraformResource(this, 'place', {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
    place.addOverride('input', `${host}:${port} ${user}`);
    const version = new SecretsmanagerSecretVersion(this, 'version', {
      secretId: secret.id,
      // The fields that DMS reads. A UUID has 122 random bits from the system's generator.
      secretStringWo: JSON.stringify({ host, port, username: user, password: Fn.uuid() }),
      secretStringWoVersion: passwordVersion,
      lifecycle: { replaceTriggeredBy: [`terraform_data.${place.friendlyUniqueId}`] },
    });
    this.nodes = { secret, version };
    this.secretArn = secret.arn;
  }
}
