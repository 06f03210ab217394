import { originAccessControl } from '../../../policies/rules/cloudfront/origin-access-control';
import { graphOfHcl } from '../../../review/model/load';

test('an origin access identity is found as what it is, not as nothing', async () => {
  const origin = (config: string) => `
    resource "aws_s3_bucket" "web" {}
    resource "aws_cloudfront_distribution" "web" {
      origin {
        domain_name = aws_s3_bucket.web.bucket_regional_domain_name
        ${config}
      }
    }`;
  const identity = `s3_origin_config {
    origin_access_identity = "origin-access-identity/cloudfront/E1EXAMPLE"
  }`;
  const verdicts = async (config: string) => {
    const graph = await graphOfHcl(origin(config));
    return originAccessControl.check(graph.all('aws_cloudfront_distribution')[0]!, { graph } as never);
  };
  expect(JSON.stringify(await verdicts(identity))).toContain('an origin access identity, which AWS has replaced');
  expect(JSON.stringify(await verdicts(''))).not.toContain('origin access identity');
});
