import { defineRule } from '../../../review/engine/rule';
import { Attribute } from '../../../review/engine/attribute';
import { all, notKnown } from '../../../review/engine/verdict';
import { blocksOf, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const expected = 'TLS to EFS';

export const volumesUseTls = defineRule({
  id: 'ecs/volumes-use-tls',
  aliases: ['ECS-09'],
  title: 'ECS tasks should use TLS for EFS volumes',
  severity: 'medium',
  why: 'Without TLS the files of the volume cross the network in plaintext.',
  fix: 'Set efs_volume_configuration.transit_encryption = "ENABLED".',
  resources: ['aws_ecs_task_definition'],
  check: (task) => {
    const volumes = task.blocks('volume');
    if (volumes instanceof Unknown) return notKnown('volume', expected, volumes);
    return all(
      volumes.flatMap((volume) => {
        const path = `volume.${textOfValue(volume.name)}.efs_volume_configuration`;
        const blocks = blocksOf(volume.efs_volume_configuration ?? []);
        if (blocks instanceof Unknown) return [notKnown(path, expected, blocks)];
        return blocks.map(({ transit_encryption: tls }) =>
          new Attribute(`${path}.transit_encryption`, tls ?? 'DISABLED').is('ENABLED'),
        );
      }),
    );
  },
  examples: {
    good: {
      TLS: `
        resource "aws_ecs_task_definition" "main" {
          volume {
            name = "media"
            efs_volume_configuration {
              file_system_id     = "fs-0a1b2c3d"
              transit_encryption = "ENABLED"
            }
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ecs_task_definition" "main" {
          volume {
            name = "scratch"
          }
          volume {
            name = "media"
            efs_volume_configuration {
              file_system_id = "fs-0a1b2c3d"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tls" {}
        resource "aws_ecs_task_definition" "main" {
          volume {
            name = "media"
            efs_volume_configuration {
              file_system_id     = "fs-0a1b2c3d"
              transit_encryption = var.tls
            }
          }
        }`,
    },
  },
});
