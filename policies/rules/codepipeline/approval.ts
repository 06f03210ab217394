import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { blocksOf, Unknown, type ValueMap } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { textOfValue } from '../support/text';

const expected = 'a manual approval before it';

export const approval = defineRule({
  id: 'codepipeline/approval',
  aliases: ['CP-02'],
  replaces: ['codepipeline/artifacts-and-approval'],
  title: 'CodePipeline pipelines should require approval before they deploy to a critical environment',
  severity: 'medium',
  why: 'Without an approval, one merged change or one stolen login to the repository is in production minutes later.',
  fix: 'Add a stage with an action of category Approval before the stage that deploys.',
  resources: ['aws_codepipeline'],
  /** The first deployment has to wait for an approval; actions of one stage run in the order of run_order. */
  check: (pipeline, context) => {
    if (!isCritical(context)) return [];
    const stages = pipeline.blocks('stage');
    if (stages instanceof Unknown) return notKnown('stage', expected, stages);
    const actions = stages.map(({ action }) => blocksOf(action ?? []));
    const unknown = actions.find((one) => one instanceof Unknown);
    if (unknown instanceof Unknown) return notKnown('stage.action', expected, unknown);
    const inOrder = actions.flatMap((one) => [...(one as readonly ValueMap[])].sort((a, b) => orderOf(a) - orderOf(b)));
    const category = inOrder.map((action) => action.category).find((one) => one instanceof Unknown);
    if (category instanceof Unknown) return notKnown('stage.action.category', expected, category);
    const deploys = inOrder.findIndex(({ category }) => category === 'Deploy');
    const approves = inOrder.findIndex(({ category }) => category === 'Approval');
    if (deploys < 0 || (approves >= 0 && approves < deploys)) return pass;
    return failing('stage', expected, `a deployment, ${textOfValue(inOrder[deploys]?.name ?? 'the first')}, without`);
  },
  examples: {
    good: {
      'an approval before the deployment': `
        resource "aws_codepipeline" "web" {
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
      'an approval after it': `
        resource "aws_codepipeline" "web" {
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
      'stages of a variable without a value': `
        variable "category" {}
        resource "aws_codepipeline" "web" {
          stage {
            name = "Deploy"
            action {
              category = var.category
            }
          }
        }`,
    },
  },
});

function orderOf({ run_order: order }: ValueMap): number {
  return Number(textOfValue(order)) || 1;
}
