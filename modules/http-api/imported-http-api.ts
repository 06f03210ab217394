import { Construct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { addRoute } from './add-route';
import { httpApiRef, type HttpApiRef } from './http-api-ref';
import type { Route } from './route';
import type { RouteProps } from './route-props';

/** An HTTP API of another stack, to get routes from this one; `HttpApi.import` makes it. */
export class ImportedHttpApi extends Construct {
  readonly apiId: string;

  /** @throws PropsError for what is no reference to an HTTP API. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: HttpApiRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: httpApiRef }, { ref });
    this.apiId = ref.apiId;
  }

  /**
   * As `HttpApi.addRoute`: the route belongs to this stack, and the API deploys it.
   *
   * @throws PropsError also for limits of the route's own, which the stage has: they belong to the API's stack.
   */
  addRoute(key: string, props: RouteProps): Route {
    const route = addRoute(this, this.ref, key, props);
    const expected = "nothing, since the stage is another stack's";
    assertProp(this, 'props.throttling', props.throttling === undefined, expected, props.throttling);
    return route;
  }
}
