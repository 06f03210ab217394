import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { any, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { isList, Unknown, type Value } from '../../../review/model/value';
import { oneText, textOfValue } from '../support/text';

const expected = 'users that authenticate';

export const authenticated = defineRule({
  id: 'elasticache/authenticated',
  aliases: ['CACHE-03'],
  title: 'ElastiCache clusters should require authentication',
  severity: 'medium',
  why: 'Without authentication, everything that reaches the port can read and write all keys, so one compromised server is enough. The user "default" that AWS creates needs no password.',
  fix: 'Set user_group_ids to an aws_elasticache_user_group whose users authenticate with IAM or a password, or set auth_token.',
  resources: ['aws_elasticache_replication_group'],
  check: (group, context) => {
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

function ofGroups(cache: Resource, groups: Value | undefined, { graph }: Context): Verdict {
  const path = 'user_group_ids';
  if (!isList(groups))
    return notKnown(path, expected, groups instanceof Unknown ? groups : `${quoted(groups)} is not a list`);
  for (const id of groups) {
    const group = graph.resolveBy(cache, id, 'aws_elasticache_user_group', 'user_group_id');
    if (group instanceof Unknown) return notKnown(path, expected, group);
    const users = group?.at('user_ids');
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

/** A disabled user may have no password: this is how AWS's user "default" is replaced. */
function isOpen(user: Resource | undefined, id: Value): boolean | Unknown {
  if (!(user instanceof Resource)) return id === 'default';
  const [without, type, access] = ['no_password_required', 'authentication_mode.type', 'access_string'].map((path) =>
    oneText(user.at(path), path),
  );
  if (typeof access === 'string' && /^\s*off\b/.test(access)) return false;
  if (without === 'true' || type === 'no-password-required') return access instanceof Unknown ? access : true;
  return without instanceof Unknown ? without : type instanceof Unknown ? type : false;
}
