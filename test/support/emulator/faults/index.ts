import type { Fault } from '../fault';
import { accessAnalyzer } from './access-analyzer';
import { apigateway } from './apigateway';
import { applicationAutoscaling } from './application-autoscaling';
import { autoscaling } from './autoscaling';
import { autoscalingSubnets } from './autoscaling-subnets';
import { backup } from './backup';
import { budgets } from './budgets';
import { cloudfront } from './cloudfront';
import { cloudtrail } from './cloudtrail';
import { cloudwatch } from './cloudwatch';
import { cognito } from './cognito';
import { config } from './config';
import { costExplorer } from './cost-explorer';
import { dax } from './dax';
import { dms } from './dms';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { guardDuty } from './guardduty';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { ecs } from './ecs';
import { efs } from './efs';
import { elasticache } from './elasticache';
import { logs } from './logs';
import { pipes } from './pipes';
import { rds } from './rds';
import { globalClusters } from './rds-global';
import { route53 } from './route53';
import { route53Resolver } from './route53-resolver';
import { s3 } from './s3';
import { securityHub } from './security-hub';
import { ses } from './ses';
import { sns } from './sns';
import { sqs } from './sqs';
import { synthetics } from './synthetics';
import { tagging } from './tagging';

export type { Fault } from '../fault';

/** All answers for an account, with nothing remembered yet. */
export function faults(account: string): Fault[] {
  return [
    ...accessAnalyzer(account),
    ...apigateway(),
    ...applicationAutoscaling(),
    ...autoscaling(),
    autoscalingSubnets(),
    ...backup(account),
    ...budgets(),
    ...cloudfront(account),
    ...cloudtrail(),
    ...cloudwatch(account),
    ...cognito(),
    ...config(),
    ...costExplorer(account),
    ...dax(),
    ...dms(account),
    ...dynamodb(),
    ...ec2(),
    ...ecs(),
    ...efs(account),
    ...elasticache(account),
    ...guardDuty(),
    ...iam(),
    ...kms(),
    ...lambda(),
    ...logs(),
    ...pipes(),
    ...rds(),
    globalClusters(account),
    ...route53(),
    ...route53Resolver(),
    ...securityHub(account),
    ...ses(),
    ...s3(),
    ...sns(),
    ...sqs(),
    ...synthetics(account),
    ...tagging(account),
  ];
}
