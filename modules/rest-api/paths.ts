import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { Construct } from 'constructs';
import { assertProp } from '../props';

/** The paths of a REST API: a resource for each part, which routes share. */
export class Paths extends Construct {
  /** Of each path with a variable below it, which one. */
  private readonly variables = new Map<string, string>();
  private readonly resources = new Map<string, ApiGatewayResource>();

  constructor(
    scope: Construct,
    id: string,
    private readonly api: ApiGatewayRestApi,
  ) {
    super(scope, id);
  }

  /**
   * The id of the resource of a path: `/orders/{id}`.
   *
   * @throws PropsError for two variables at one place, which API Gateway refuses.
   */
  resourceId(path: string): string {
    let parent = '';
    for (const part of path.split('/').filter((one) => one !== '')) {
      const whole = `${parent}/${part}`;
      if (part.startsWith('{')) this.assertOnlyVariable(parent, part);
      if (!this.resources.has(whole)) this.resources.set(whole, this.resource(parent, part));
      parent = whole;
    }
    return this.idOf(parent);
  }

  private idOf(path: string): string {
    return this.resources.get(path)?.id ?? this.api.rootResourceId;
  }

  private resource(parent: string, part: string): ApiGatewayResource {
    const id = `${parent}/${part}`.slice(1).replaceAll('/', ':');
    return new ApiGatewayResource(this, id, {
      ...{ restApiId: this.api.id, parentId: this.idOf(parent), pathPart: part },
    });
  }

  private assertOnlyVariable(parent: string, part: string): void {
    const first = this.variables.get(parent) ?? part;
    assertProp(
      this.node.scope ?? this,
      'key',
      first === part,
      `the variable ${first} below ${parent || '/'}, as another route has`,
      part,
    );
    this.variables.set(parent, part);
  }
}
