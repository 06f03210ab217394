import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { any, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isList, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { isOpen } from './open-user';

const expected = 'users that authenticate';

export const authenticated = defineRule({
  id: 'elasticache/authenticated',
  aliases: ['CACHE-03'],
  title: 'ElastiCache clusters should require authentication',
  severity: 'medium',
  why: 'Without authentication, everything that reaches the port can read and write all keys, so one compromised server is enough. The user "default" that AWS creates needs no password.',
  fix: 'Set user_group_ids, or user_group_id of a serverless cache, to an aws_elasticache_user_group whose users authenticate with IAM or a password, or set auth_token.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_serverless_cache'],
  check: (group, context) => {
    if (group.type === 'aws_elasticache_serverless_cache') return ofServerless(group, context);
    const token = attribute(group, 'auth_token').isPresent('authentication: user_group_ids or auth_token');
    const groups = group.at('user_group_ids');
    const hasGroups = groups !== undefined && !(isList(groups) && groups.length === 0);
    return hasGroups ? any([ofGroups(group, groups, context), token].slice(0, token.status === 'pass' ? 2 : 1)) : token;
  },
  examples: {
    good: {
      'users that log in with IAM': `
        resource "aws_elasticache_user" "app" {
          user_id       = "app"
          user_name     = "app"
          access_string = "on ~* +@all"
          authentication_mode {
            type = "iam"
          }
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.app.user_id]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = [aws_elasticache_user_group.main.user_group_id]
        }`,
      'a disabled user "default", in place of the one of AWS': `
        resource "aws_elasticache_user" "default" {
          user_id              = "nobody"
          user_name            = "default"
          access_string        = "off -@all"
          no_password_required = true
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.default.user_id]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = [aws_elasticache_user_group.main.user_group_id]
        }`,
      'a serverless cache': `
        resource "aws_elasticache_user" "app" {
          user_id       = "app"
          user_name     = "app"
          access_string = "on ~* +@all"
          authentication_mode {
            type = "iam"
          }
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.app.user_id]
        }
        resource "aws_elasticache_serverless_cache" "main" {
          engine        = "valkey"
          user_group_id = aws_elasticache_user_group.main.user_group_id
        }`,
      'a token': `
        data "aws_secretsmanager_secret_version" "token" {
          secret_id = "cache"
        }
        resource "aws_elasticache_replication_group" "main" {
          auth_token = data.aws_secretsmanager_secret_version.token.secret_string
        }`,
    },
    bad: {
      'a user that needs no password, behind one that does': `
        resource "aws_elasticache_user" "app" {
          user_id       = "app"
          access_string = "on ~* +@all"
          authentication_mode {
            type = "iam"
          }
        }
        resource "aws_elasticache_user" "old" {
          user_id       = "old"
          access_string = "on ~* +@all"
          authentication_mode {
            type = "no-password-required"
          }
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.app.user_id, aws_elasticache_user.old.user_id]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = [aws_elasticache_user_group.main.user_group_id]
        }`,
      'no users, of a serverless cache': `
        resource "aws_elasticache_serverless_cache" "main" {
          engine = "valkey"
        }`,
      neither: `
        resource "aws_elasticache_replication_group" "main" {
          engine = "redis"
        }`,
      'a user that needs no password': `
        resource "aws_elasticache_user" "app" {
          user_id              = "app"
          access_string        = "on ~* +@all"
          no_password_required = true
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.app.user_id]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = [aws_elasticache_user_group.main.id]
        }`,
      'the user "default" of AWS in the group': `
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = ["default"]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = ["main"]
        }`,
    },
    unknown: {
      'a user whose password requirement is not known': `
        variable "open" {}
        resource "aws_elasticache_user" "app" {
          user_id              = "app"
          access_string        = "on ~* +@all"
          no_password_required = var.open
        }
        resource "aws_elasticache_user_group" "main" {
          user_group_id = "main"
          user_ids      = [aws_elasticache_user.app.user_id]
        }
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = ["main"]
        }`,
      'a variable without a value': `
        variable "groups" {}
        resource "aws_elasticache_replication_group" "main" {
          user_group_ids = var.groups
        }`,
    },
  },
});

/** Memcached has no users. */
function ofServerless(cache: Resource, context: Context): Verdict | [] {
  if (cache.at('engine') === 'memcached') return [];
  const group = attribute(cache, 'user_group_id').isPresent('authentication: user_group_id');
  const id = cache.at('user_group_id');
  return group.status === 'pass' && id !== undefined ? ofGroups(cache, [id], context, 'user_group_id') : group;
}

function ofGroups(cache: Resource, groups: Value | undefined, { graph }: Context, path = 'user_group_ids'): Verdict {
  if (!isList(groups))
    return notKnown(path, expected, groups instanceof Unknown ? groups : `${quoted(groups)} is not a list`);
  for (const id of groups) {
    const group = graph.resolveBy(cache, id, 'aws_elasticache_user_group', 'user_group_id');
    if (group instanceof Unknown) return notKnown(path, expected, group);
    if (!group) return notKnown(path, expected, `${quoted(id)} is not in the input`);
    const users = group.at('user_ids');
    if (users instanceof Unknown) return notKnown(path, expected, users);
    for (const user of isList(users) ? users : []) {
      const found = graph.resolveBy(cache, user, 'aws_elasticache_user', 'user_id');
      if (found instanceof Unknown) return notKnown(path, expected, found);
      const open = isOpen(found, user);
      if (open instanceof Unknown) return notKnown(path, expected, open);
      if (open) return failing(path, expected, `${textOfValue(user)}, which needs no password`);
    }
  }
  return pass;
}
