import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';

export const accessPointUser = defineRule({
  id: 'efs/access-point-user',
  aliases: ['EFS-02'],
  title: 'EFS access points should enforce a root directory and a POSIX user',
  severity: 'medium',
  why: 'Without a root directory, a client sees the files of all other clients. Without a POSIX user, a client can claim any user ID, including root.',
  fix: 'Add root_directory with a path other than "/", and posix_user with a uid other than 0.',
  resources: ['aws_efs_access_point'],
  check: (point) =>
    all([
      attribute(point, 'root_directory.path').says('a path other than "/"', (path = '/') => path !== '/'),
      attribute(point, 'posix_user.uid').says('a non-root user', (uid = '0') => uid !== '0'),
    ]),
  examples: {
    good: {
      both: `
        resource "aws_efs_access_point" "media" {
          file_system_id = "fs-0a1b2c3d"
          root_directory {
            path = "/media"
          }
          posix_user {
            uid = 1000
            gid = 1000
          }
        }`,
    },
    bad: {
      neither: `
        resource "aws_efs_access_point" "media" {
          file_system_id = "fs-0a1b2c3d"
        }`,
      'the root directory "/"': `
        resource "aws_efs_access_point" "media" {
          root_directory {
            path = "/"
          }
          posix_user {
            uid = 1000
            gid = 1000
          }
        }`,
      'the user root': `
        resource "aws_efs_access_point" "media" {
          root_directory {
            path = "/media"
          }
          posix_user {
            uid = 0
            gid = 0
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "path" {}
        resource "aws_efs_access_point" "media" {
          root_directory {
            path = var.path
          }
          posix_user {
            uid = 1000
            gid = 1000
          }
        }`,
    },
  },
});
