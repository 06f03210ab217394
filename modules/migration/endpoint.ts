import { DmsCertificate } from '@cdktf/provider-aws/lib/dms-certificate';
import { DmsEndpoint } from '@cdktf/provider-aws/lib/dms-endpoint';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Role } from '../iam/role';
import { isPostgres } from './engines';
import type { MigrationDatabase, MigrationProps } from './migration-props';

interface EndpointProps extends Pick<MigrationProps, 'name' | 'key'> {
  readonly side: 'source' | 'target';
  readonly database: MigrationDatabase;
  readonly secretArn: string;
  readonly role: Role;
  /** Whether changes are read from it. */
  readonly isFollowed: boolean;
  /** What DMS needs to read the secret. */
  readonly after: ITerraformDependable[];
}

/** One side of a migration, over TLS with a look at its certificate and at the name in it. */
export class Endpoint extends Construct {
  readonly endpointArn: string;
  readonly nodes: { readonly endpoint: DmsEndpoint; readonly certificate: DmsCertificate };

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);
    const { name, key, side, database, secretArn, role, isFollowed, after } = props;
    const { engine, databaseName, certificatePem } = database;
    const endpointId = `${name}-${side}`;
    const certificate = new DmsCertificate(this, 'certificate', {
      ...{ certificateId: endpointId, certificatePem, tags: { Name: endpointId } },
    });
    const endpoint = new DmsEndpoint(this, 'endpoint', {
      ...{ endpointId, endpointType: side, engineName: engine, kmsKeyArn: key.keyArn, tags: { Name: endpointId } },
      ...(databaseName !== undefined && { databaseName }),
      ...{ secretsManagerArn: secretArn, secretsManagerAccessRoleArn: role.roleArn },
      ...{ sslMode: 'verify-full', certificateArn: certificate.certificateArn },
      // Without it, a source that changes little keeps its log of changes until its disk is full (DMS user guide, Using a PostgreSQL database as an AWS DMS source).
      ...(isPostgres(engine) && isFollowed && { postgresSettings: { heartbeatEnable: true, heartbeatFrequency: 5 } }),
      dependsOn: after,
    });
    this.endpointArn = endpoint.endpointArn;
    this.nodes = { endpoint, certificate };
  }
}
