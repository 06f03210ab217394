import type { Fault } from '../fault';
import { accessAnalyzer } from './access-analyzer';
import { apigateway } from './apigateway';
import { applicationAutoscaling } from './application-autoscaling';
import { autoscaling } from './autoscaling';
import { backup } from './backup';
import { budgets } from './budgets';
import { cloudfront } from './cloudfront';
import { cognito } from './cognito';
import { costExplorer } from './cost-explorer';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { kms } from './kms';
import { lambda } from './lambda';
import { ecs } from './ecs';
import { efs } from './efs';
import { elasticache } from './elasticache';
import { rds } from './rds';
import { route53 } from './route53';
import { route53Resolver } from './route53-resolver';
import { s3 } from './s3';
import { ses } from './ses';
import { sns } from './sns';
import { sqs } from './sqs';
import { tagging } from './tagging';

export type { Fault } from '../fault';

/** All answers for an account, with nothing remembered yet. */
export function faults(account: string): Fault[] {
  return [
    ...accessAnalyzer(account),
    ...apigateway(),
    ...applicationAutoscaling(),
    ...autoscaling(),
    ...backup(),
    ...budgets(),
    ...cloudfront(account),
    ...cognito(),
    ...costExplorer(account),
    ...dynamodb(),
    ...ec2(),
    ...ecs(),
    ...efs(account),
    ...elasticache(account),
    ...kms(),
    ...lambda(),
    ...rds(),
    ...route53(),
    ...route53Resolver(),
    ...ses(),
    ...s3(),
    ...sns(),
    ...sqs(),
    ...tagging(account),
  ];
}
