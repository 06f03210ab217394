import type { Mapping } from '../../../review/engine/framework';

export const edge: Readonly<Record<string, Mapping>> = {
  'CDN-01': { checkov: ['CKV_AWS_34'], trivy: ['AWS-0012'], securityHub: ['CloudFront.3'] },
  'CDN-02': {
    checkov: ['CKV_AWS_174', 'CKV2_AWS_42'],
    trivy: ['AWS-0013'],
    securityHub: ['CloudFront.7', 'CloudFront.15'],
    cdkNag: ['AwsSolutions-CFR4'],
  },
  'CDN-03': {
    checkov: ['CKV_AWS_86'],
    trivy: ['AWS-0010'],
    securityHub: ['CloudFront.5'],
    cdkNag: ['AwsSolutions-CFR3'],
  },
  'CDN-04': {
    checkov: ['CKV_AWS_68'],
    trivy: ['AWS-0011'],
    securityHub: ['CloudFront.6'],
    cdkNag: ['AwsSolutions-CFR2'],
  },
  'CDN-05': { checkov: ['CKV2_AWS_46'], securityHub: ['CloudFront.13'], cdkNag: ['AwsSolutions-CFR7'] },
  'CDN-06': {
    checkov: ['CKV2_AWS_72', 'CKV2_AWS_54'],
    securityHub: ['CloudFront.9', 'CloudFront.10'],
    cdkNag: ['AwsSolutions-CFR5'],
  },
  'CDN-07': { checkov: ['CKV_AWS_305', 'CKV2_AWS_32', 'CKV_AWS_259'], securityHub: ['CloudFront.1'] },
  'CDN-08': { securityHub: ['CloudFront.12'] },
  'R53-01': { checkov: ['CKV2_AWS_39'], securityHub: ['Route53.2'] },
  'R53-02': { checkov: ['CKV2_AWS_38'] },
  'R53-03': { checkov: ['CKV2_AWS_23'] },
  'ACM-01': { checkov: ['CKV_AWS_233', 'CKV2_AWS_71'], securityHub: ['ACM.2'] },
  'API-01': {
    checkov: ['CKV_AWS_76'],
    trivy: ['AWS-0001'],
    securityHub: ['APIGateway.9'],
    cdkNag: ['AwsSolutions-APIG1'],
  },
  'API-02': { checkov: ['CKV2_AWS_4', 'CKV_AWS_276'], securityHub: ['APIGateway.1'], cdkNag: ['AwsSolutions-APIG6'] },
  'API-03': {
    checkov: ['CKV_AWS_59', 'CKV2_AWS_70', 'CKV_AWS_309'],
    trivy: ['AWS-0004'],
    securityHub: ['APIGateway.8'],
    cdkNag: ['AwsSolutions-APIG4'],
  },
  'API-04': { checkov: ['CKV2_AWS_29'], securityHub: ['APIGateway.4'], cdkNag: ['AwsSolutions-APIG3'] },
  'API-05': { checkov: ['CKV_AWS_206'], trivy: ['AWS-0005'] },
  'API-06': { checkov: ['CKV_AWS_308'], trivy: ['AWS-0002'], securityHub: ['APIGateway.5'] },
  'API-07': {
    checkov: ['CKV_AWS_73', 'CKV2_AWS_53', 'CKV2_AWS_51'],
    trivy: ['AWS-0003'],
    securityHub: ['APIGateway.2', 'APIGateway.3'],
    cdkNag: ['AwsSolutions-APIG2'],
  },
  'WAF-01': { checkov: ['CKV_AWS_175', 'CKV_AWS_192'], securityHub: ['WAF.10'] },
  'WAF-02': { checkov: ['CKV2_AWS_31'], securityHub: ['WAF.11'] },
};
