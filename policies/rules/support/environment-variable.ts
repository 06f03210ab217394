import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Reference, Unknown, type Value } from '../../../review/model/value';
import { isSecretName, secretNamed } from './secrets';
import { textOfValue } from './text';

const expected = 'a reference to the secret';

/** Attributes whose value is a secret, of resources and of data sources. */
const secret =
  /\b(?:random_password\.[\w-]+(?:\[[^\]]*\])?\.(?:result|bcrypt_hash)|aws_secretsmanager_secret_version\.[\w-]+(?:\[[^\]]*\])?\.secret_(?:string|binary)|aws_ssm_parameter\.[\w-]+(?:\[[^\]]*\])?\.value|aws_iam_access_key\.[\w-]+(?:\[[^\]]*\])?\.(?:secret|ses_smtp_password_v4)|tls_private_key\.[\w-]+(?:\[[^\]]*\])?\.private_key\w*|aws_db_instance\.[\w-]+(?:\[[^\]]*\])?\.password|aws_rds_cluster\.[\w-]+(?:\[[^\]]*\])?\.master_password)\b/;

/**
 * The verdict that an environment variable, which everyone with read access to the service sees, holds no credential: no literal, and no
 * attribute that is one. The verdict shows the kind, never the value.
 */
export function holdsNoSecret(path: string, name: string, value: Value | undefined): Verdict {
  const source = secretSource(value);
  if (source) return failing(path, expected, `the value of ${source}`);
  const kind = value instanceof Reference ? undefined : secretNamed(name, textOfValue(value));
  if (kind) return failing(path, expected, kind);
  return value instanceof Unknown && isSecretName(name) ? notKnown(path, expected, value) : pass;
}

function secretSource(value: Value | undefined): string | undefined {
  const text = value instanceof Reference ? value.toString() : textOfValue(value);
  const because = value instanceof Unknown ? value.because : '';
  return (secret.exec(text) ?? secret.exec(because))?.[0];
}
