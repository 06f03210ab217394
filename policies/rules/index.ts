import type { Rule } from '../../review/engine/rule';
import { acm } from './acm';
import { apiGateway } from './api-gateway';
import { autoScaling } from './auto-scaling';
import { backup } from './backup';
import { change } from './change';
import { cloudfront } from './cloudfront';
import { cloudtrail } from './cloudtrail';
import { cloudwatch } from './cloudwatch';
import { codebuild } from './codebuild';
import { codepipeline } from './codepipeline';
import { config } from './config';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { ecs } from './ecs';
import { efs } from './efs';
import { elasticache } from './elasticache';
import { elb } from './elb';
import { guardduty } from './guardduty';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { rds } from './rds';
import { reach } from './reach';
import { route53 } from './route53';
import { s3 } from './s3';
import { secrets } from './secrets';
import { secretsManager } from './secrets-manager';
import { securityGroup } from './security-group';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { state } from './state';
import { tags } from './tags';
import { vpc } from './vpc';
import { waf } from './waf';

/** Every rule of Terrace, by service. */
export const rules: readonly Rule[] = [
  ...acm,
  ...apiGateway,
  ...autoScaling,
  ...backup,
  ...change,
  ...cloudfront,
  ...cloudtrail,
  ...cloudwatch,
  ...codebuild,
  ...codepipeline,
  ...config,
  ...dynamodb,
  ...ec2,
  ...ecr,
  ...ecs,
  ...efs,
  ...elasticache,
  ...elb,
  ...guardduty,
  ...iam,
  ...kms,
  ...lambda,
  ...rds,
  ...reach,
  ...route53,
  ...s3,
  ...secrets,
  ...secretsManager,
  ...securityGroup,
  ...sns,
  ...sqs,
  ...ssm,
  ...state,
  ...tags,
  ...vpc,
  ...waf,
];
