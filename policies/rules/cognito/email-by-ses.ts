import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const emailBySes = defineRule({
  id: 'cognito/email-by-ses',
  aliases: ['COG-07'],
  title: 'Cognito user pools should send email through Amazon SES',
  severity: 'low',
  why: 'By itself Cognito sends 50 emails a day: the next person who signs up, or forgot a password, gets no code.',
  fix: 'Set email_configuration { email_sending_account = "DEVELOPER" } with the source_arn of an identity of SES.',
  resources: ['aws_cognito_user_pool'],
  optOuts: ['ses_email'],
  check: (pool) =>
    attribute(pool, 'email_configuration.email_sending_account', { default: 'COGNITO_DEFAULT' }).is('DEVELOPER'),
  examples: {
    good: {
      'by an identity of SES': `
        resource "aws_cognito_user_pool" "main" {
          email_configuration {
            email_sending_account = "DEVELOPER"
            source_arn            = "arn:aws:ses:eu-west-1:111122223333:identity/shop.example.com"
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_cognito_user_pool" "main" {}`,
      'by Cognito': `
        resource "aws_cognito_user_pool" "main" {
          email_configuration {
            email_sending_account = "COGNITO_DEFAULT"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "account" {}
        resource "aws_cognito_user_pool" "main" {
          email_configuration {
            email_sending_account = var.account
          }
        }`,
    },
  },
});
