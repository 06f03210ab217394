import type { Rule } from '../../review/engine/rule';
import { acm } from './acm';
import { apiGateway } from './api-gateway';
import { appsync } from './appsync';
import { athena } from './athena';
import { autoScaling } from './auto-scaling';
import { aws } from './aws';
import { backup } from './backup';
import { change } from './change';
import { clientVpn } from './client-vpn';
import { cloudfront } from './cloudfront';
import { cloudtrail } from './cloudtrail';
import { cloudwatch } from './cloudwatch';
import { codebuild } from './codebuild';
import { codepipeline } from './codepipeline';
import { cognito } from './cognito';
import { config } from './config';
import { dax } from './dax';
import { dms } from './dms';
import { documentdb } from './documentdb';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { ecs } from './ecs';
import { efs } from './efs';
import { eks } from './eks';
import { elasticache } from './elasticache';
import { elb } from './elb';
import { eventBridge } from './event-bridge';
import { glue } from './glue';
import { guardduty } from './guardduty';
import { iam } from './iam';
import { inspector } from './inspector';
import { kinesis } from './kinesis';
import { kms } from './kms';
import { lambda } from './lambda';
import { moduleRules } from './module';
import { mq } from './mq';
import { msk } from './msk';
import { neptune } from './neptune';
import { opensearch } from './opensearch';
import { rds } from './rds';
import { reach } from './reach';
import { redshift } from './redshift';
import { resourcePolicy } from './resource-policy';
import { route53 } from './route53';
import { s3 } from './s3';
import { sagemaker } from './sagemaker';
import { secrets } from './secrets';
import { secretsManager } from './secrets-manager';
import { securityGroup } from './security-group';
import { securityHub } from './security-hub';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { state } from './state';
import { synthetics } from './synthetics';
import { tags } from './tags';
import { transfer } from './transfer';
import { vpc } from './vpc';
import { waf } from './waf';
import { xray } from './xray';

/** Every rule of Terrace, by service. */
export const rules: readonly Rule[] = [
  ...acm,
  ...apiGateway,
  ...appsync,
  ...athena,
  ...autoScaling,
  ...aws,
  ...backup,
  ...change,
  ...clientVpn,
  ...cloudfront,
  ...cloudtrail,
  ...cloudwatch,
  ...codebuild,
  ...codepipeline,
  ...cognito,
  ...config,
  ...dax,
  ...dms,
  ...documentdb,
  ...dynamodb,
  ...ec2,
  ...ecr,
  ...ecs,
  ...efs,
  ...eks,
  ...elasticache,
  ...elb,
  ...eventBridge,
  ...glue,
  ...guardduty,
  ...iam,
  ...inspector,
  ...kinesis,
  ...kms,
  ...lambda,
  ...moduleRules,
  ...mq,
  ...msk,
  ...neptune,
  ...opensearch,
  ...rds,
  ...reach,
  ...redshift,
  ...resourcePolicy,
  ...route53,
  ...s3,
  ...sagemaker,
  ...secrets,
  ...secretsManager,
  ...securityGroup,
  ...securityHub,
  ...sns,
  ...sqs,
  ...ssm,
  ...state,
  ...synthetics,
  ...tags,
  ...transfer,
  ...vpc,
  ...waf,
  ...xray,
];
