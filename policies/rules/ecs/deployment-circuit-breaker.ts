import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';

export const deploymentCircuitBreaker = defineRule({
  id: 'ecs/deployment-circuit-breaker',
  aliases: [],
  title: 'ECS services should roll back a deployment that fails',
  severity: 'low',
  why: 'Without a circuit breaker, ECS starts tasks of a broken image again and again, and the service stays in the middle of its deployment.',
  fix: 'Set deployment_circuit_breaker { enable = true, rollback = true }.',
  resources: ['aws_ecs_service'],
  check: (service) => {
    // Another controller deploys: CodeDeploy, or a pipeline with task sets (ECS API reference, DeploymentCircuitBreaker).
    const controller = attribute(service, 'deployment_controller.type', { default: 'ECS' });
    const isOther = controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL']);
    if (isOther.status === 'pass') return [];
    const breaker = (argument: string) =>
      attribute(service, `deployment_circuit_breaker.${argument}`, { default: false }).is(true);
    return all([breaker('enable'), breaker('rollback')]);
  },
  examples: {
    good: {
      'a circuit breaker that rolls back': `
        resource "aws_ecs_service" "web" {
          deployment_circuit_breaker {
            enable   = true
            rollback = true
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_ecs_service" "web" {
          name = "web"
        }`,
      'one that does not roll back': `
        resource "aws_ecs_service" "web" {
          deployment_circuit_breaker {
            enable   = true
            rollback = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "enable" {}
        resource "aws_ecs_service" "web" {
          deployment_circuit_breaker {
            enable   = var.enable
            rollback = true
          }
        }`,
    },
  },
});
