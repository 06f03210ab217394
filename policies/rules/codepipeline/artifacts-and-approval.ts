import { Attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, step, Unknown, type ValueMap } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { namesCustomerKey } from '../support/customer-key';
import { textOfValue } from '../support/text';

const expected = 'a manual approval before it';

export const artifactsAndApproval = defineRule({
  id: 'codepipeline/artifacts-and-approval',
  aliases: ['CP-01'],
  title:
    'A pipeline encrypts its artifacts with a customer managed key, and asks before it deploys to a critical environment',
  severity: 'medium',
  why: 'Artifacts are what runs next, and hold what the build put in. Without an approval one merged change, or one stolen login of the repository, is in production minutes later.',
  fix: 'Set artifact_store.encryption_key { id, type = "KMS" } with a key of yours, and put a stage with an action of category Approval before the one that deploys.',
  resources: ['aws_codepipeline'],
  check: (pipeline, context) => all([...encrypted(pipeline), ...approved(pipeline, context)]),
  examples: {
    good: {
      'a key, and an approval': `
        resource "aws_kms_key" "build" {}
        resource "aws_codepipeline" "web" {
          artifact_store {
            location = "example-artifacts"
            type     = "S3"
            encryption_key {
              id   = aws_kms_key.build.arn
              type = "KMS"
            }
          }
          stage {
            name = "Approve"
            action {
              name     = "Approve"
              category = "Approval"
              provider = "Manual"
            }
          }
          stage {
            name = "Deploy"
            action {
              name     = "Deploy"
              category = "Deploy"
            }
          }
        }`,
    },
    bad: {
      'no key, which is aws/s3': `
        resource "aws_codepipeline" "web" {
          artifact_store {
            location = "example-artifacts"
            type     = "S3"
          }
        }`,
      'an approval after the deployment': `
        resource "aws_codepipeline" "web" {
          artifact_store {
            location = "example-artifacts"
            encryption_key {
              id   = "alias/build"
              type = "KMS"
            }
          }
          stage {
            name = "Deploy"
            action {
              category = "Deploy"
            }
          }
          stage {
            name = "Approve"
            action {
              category = "Approval"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_codepipeline" "web" {
          artifact_store {
            encryption_key {
              id   = var.key
              type = "KMS"
            }
          }
        }`,
    },
  },
});

function encrypted(pipeline: Resource): Verdict[] {
  const stores = pipeline.blocks('artifact_store');
  if (stores instanceof Unknown) return [notKnown('artifact_store', 'stores that are known', stores)];
  return stores.map((store) => {
    // A pipeline of several regions has a store in each.
    const path = typeof store.region === 'string' ? `artifact_store.${store.region}` : 'artifact_store';
    return namesCustomerKey(new Attribute(`${path}.encryption_key.id`, step(store.encryption_key, 'id')));
  });
}

/** An approval has to come before the first deployment. Actions of one stage run in the order of run_order. */
function approved(pipeline: Resource, context: Context): Verdict[] {
  if (!isCritical(context)) return [];
  const stages = pipeline.blocks('stage');
  if (stages instanceof Unknown) return [notKnown('stage', expected, stages)];
  const actions = stages.map(({ action }) => blocksOf(action ?? []));
  const unknown = actions.find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return [notKnown('stage.action', expected, unknown)];
  const inOrder = actions.flatMap((one) => [...(one as readonly ValueMap[])].sort((a, b) => orderOf(a) - orderOf(b)));
  const category = inOrder.map((action) => action.category).find((one) => one instanceof Unknown);
  if (category instanceof Unknown) return [notKnown('stage.action.category', expected, category)];
  const deploys = inOrder.findIndex(({ category }) => category === 'Deploy');
  const approves = inOrder.findIndex(({ category }) => category === 'Approval');
  if (deploys < 0 || (approves >= 0 && approves < deploys)) return [pass];
  return [failing('stage', expected, `a deployment, ${textOfValue(inOrder[deploys]?.name ?? 'the first')}, without`)];
}

function orderOf({ run_order: order }: ValueMap): number {
  return Number(textOfValue(order)) || 1;
}
