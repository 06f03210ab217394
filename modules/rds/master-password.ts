import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import type { DatabaseProps } from './database-props';

export const masterUsername = 'administrator';

type PasswordConfig = Pick<
  DbInstanceConfig,
  'manageMasterUserPassword' | 'masterUserSecretKmsKeyId' | 'passwordWo' | 'passwordWoVersion'
>;

/** RDS makes the password, keeps it in Secrets Manager and changes it every seven days. */
export function managedByRds(key: KeyRef): PasswordConfig {
  return { manageMasterUserPassword: true, masterUserSecretKmsKeyId: key.keyArn };
}

interface MasterSecretProps {
  readonly name: string;
  readonly key: KeyRef;
  readonly engine: Pick<DatabaseProps['engine'], 'masterPasswordVersion'>;
}

/**
 * The password of a database that RDS does not manage it for: with read replicas it refuses to (RDS user guide, "Password
 * management with Secrets Manager", limitations).
 *
 * Terraform makes the password during apply and writes it into the secret, then reads it from there for the database, so
 * that an apply cut short between the two does not leave them different. Both arguments are write-only and the read is
 * ephemeral: neither plan nor state ever holds it. Terraform 1.11 or OpenTofu 1.11.
 */
export class MasterSecret extends Construct {
  readonly secretArn: string;
  readonly config: PasswordConfig;
  readonly nodes: { readonly secret: SecretsmanagerSecret; readonly version: SecretsmanagerSecretVersion };

  constructor(scope: Construct, id: string, { name, key, engine }: MasterSecretProps) {
    super(scope, id);
    const { masterPasswordVersion = 1 } = engine;
    const secret = new SecretsmanagerSecret(this, 'secret', {
      // A deleted secret keeps its name for 30 days, and would stand in the way of the database's return.
      namePrefix: `${name}-master-`,
      description: `Master user of database ${name}`,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: 30,
    });
    const version = new SecretsmanagerSecretVersion(this, 'version', {
      secretId: secret.id,
      // The same fields as in a secret of RDS's. A UUID has 122 random bits from the system's generator.
      secretStringWo: JSON.stringify({ username: masterUsername, password: Fn.uuid() }),
      secretStringWoVersion: masterPasswordVersion,
    });
    this.nodes = { secret, version };
    this.secretArn = secret.arn;
    this.config = {
      passwordWo: `\${jsondecode(${this.readBack(version)}.secret_string)["password"]}`,
      passwordWoVersion: masterPasswordVersion,
    };
  }

  /** An ephemeral resource, which cdktf 0.21 has no class for. */
  private readBack(version: SecretsmanagerSecretVersion): string {
    const address = `ephemeral.aws_secretsmanager_secret_version.${version.friendlyUniqueId}`;
    // Always unknown while planning, so that it is opened during apply alone: who may only plan may not read the password.
    const secretId = `\${uuid() == "" ? "" : ${version.terraformResourceType}.${version.friendlyUniqueId}.secret_id}`;
    TerraformStack.of(this).addOverride(address, { secret_id: secretId });
    return address;
  }
}
