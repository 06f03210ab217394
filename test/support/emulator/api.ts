/** Versions of the query protocols that are asked here. */
const versions: Record<string, string> = {
  autoscaling: '2011-01-01',
  ec2: '2016-11-15',
  elasticache: '2015-02-02',
  elasticloadbalancing: '2015-12-01',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
  rds: '2014-10-31',
  sns: '2010-03-31',
  sts: '2011-06-15',
};

/** What an API answered, whatever the status. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/**
 * The few AWS calls that tests make themselves: to ask moto about a fault, and to change something behind Terraform's
 * back. An emulator checks no signature, so none is made.
 */
export class Api {
  constructor(
    private readonly endpoint: string,
    readonly region: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same in another region. */
  in(region: string): Api {
    return new Api(this.endpoint, region);
  }

  /** A query protocol's call: `query('ec2', 'DescribeVpcs', { 'VpcId.1': id })`. */
  query(service: string, action: string, parameters: Record<string, string> = {}): Promise<Reply> {
    const body = new URLSearchParams({ Action: action, Version: versions[service]!, ...parameters });
    return this.send(service, 'POST', '/', body.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  }

  /** A JSON protocol's call: `json('kms', 'TrentService.ListKeys', {})`. */
  json(service: string, target: string, body: object = {}, signal?: AbortSignal): Promise<Reply> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return this.send(service, 'POST', '/', JSON.stringify(body), headers, signal);
  }

  /** A REST protocol's call: `rest('access-analyzer', 'GET', '/analyzer/account')`. */
  rest(service: string, method: string, path: string, body?: object): Promise<Reply> {
    return this.send(
      service,
      method,
      path,
      body && JSON.stringify(body),
      body ? { 'content-type': 'application/json' } : {},
    );
  }

  /** The same of a service that speaks XML: `xml('route53', 'POST', '/2013-04-01/hostedzone', '<CreateHostedZoneRequest>…')`. */
  xml(service: string, method: string, path: string, body?: string): Promise<Reply> {
    return this.send(service, method, path, body, { 'content-type': 'text/xml' });
  }

  /** An S3 call in path style: `s3('PUT', '/bucket?policy', policy)`. */
  s3(method: string, path: string, body?: string | Buffer): Promise<Reply> {
    return this.send('s3', method, path, body, {});
  }

  createBucket(bucket: string): Promise<Reply> {
    const here = `<LocationConstraint>${this.region}</LocationConstraint>`;
    return this.s3('PUT', `/${bucket}`, `<CreateBucketConfiguration>${here}</CreateBucketConfiguration>`);
  }

  private async send(
    service: string,
    method: string,
    path: string,
    body: string | Buffer | undefined,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const scope = `Credential=test/20250101/${this.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
    const response = await fetch(new URL(path, this.endpoint), {
      method,
      body: typeof body === 'object' ? new Uint8Array(body) : body,
      headers: { authorization, ...this.headers, ...headers },
      ...(signal && { signal }),
    });
    return { status: response.status, text: await response.text() };
  }
}
