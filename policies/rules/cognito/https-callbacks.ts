import { isList, Unknown } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent } from '../../../review/model/value';
import { isAtLeastMedium } from '../support/criticality';
import { textOfValue } from '../support/text';

const expected = 'no http URL';
/** What Cognito accepts for tests (Cognito API reference, CreateUserPoolClient, CallbackURLs). */
const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i;

export const httpsCallbacks = defineRule({
  id: 'cognito/https-callbacks',
  aliases: ['COG-06'],
  title: 'Cognito user pool clients should send people back to https URLs only',
  severity: 'medium',
  why: 'The URL carries the code that tokens are given for. Over http, or to a program on the computer of who signs in, somebody else may read it.',
  fix: 'Use https URLs in callback_urls, logout_urls and default_redirect_uri; http://localhost only in an environment of low criticality.',
  resources: ['aws_cognito_user_pool_client'],
  check: (client, context) => {
    const refused = (url: string) => /^http:/i.test(url) && (isAtLeastMedium(context) || !local.test(url));
    const paths = ['callback_urls', 'logout_urls', 'default_redirect_uri'];
    return all(paths.map((path) => urlsAt(client, path, refused)));
  },
  examples: {
    good: {
      'https, and the scheme of an app': `
        resource "aws_cognito_user_pool_client" "web" {
          callback_urls = ["https://shop.example.com/signed-in", "com.example.shop://signed-in"]
          logout_urls   = ["https://shop.example.com/"]
        }`,
      none: `
        resource "aws_cognito_user_pool_client" "web" {}`,
    },
    bad: {
      http: `
        resource "aws_cognito_user_pool_client" "web" {
          callback_urls = ["https://shop.example.com/", "http://shop.example.com/"]
        }`,
      'after sign-out': `
        resource "aws_cognito_user_pool_client" "web" {
          logout_urls = ["http://shop.example.com/"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "url" {}
        resource "aws_cognito_user_pool_client" "web" {
          callback_urls = [var.url]
        }`,
    },
  },
});

function urlsAt(client: Resource, path: string, refused: (url: string) => boolean): Verdict {
  const value = client.at(path);
  if (isAbsent(value)) return pass;
  const urls = isList(value) ? value : [value];
  const wrong = urls.find((url) => refused(textOfValue(url)));
  if (wrong !== undefined) return fail(path, expected, wrong);
  const unknown = urls.find((url) => url instanceof Unknown);
  return unknown instanceof Unknown ? notKnown(path, expected, unknown) : pass;
}
