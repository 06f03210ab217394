import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isList } from '../../../review/engine/attribute';

export const noFtp = defineRule({
  id: 'transfer/no-ftp',
  aliases: ['TRF-01'],
  title: 'Transfer Family servers should not use FTP',
  severity: 'medium',
  why: 'FTP sends passwords and files in plaintext.',
  fix: 'Set protocols to ["SFTP"] or ["FTPS"].',
  resources: ['aws_transfer_server'],
  check: (server) =>
    attribute(server, 'protocols').satisfies(
      'no FTP',
      (protocols) => !(isList(protocols) && protocols.includes('FTP')),
    ),
  examples: {
    good: {
      'the default, SFTP': `
        resource "aws_transfer_server" "main" {
          endpoint_type = "VPC"
        }`,
      'FTP over TLS': `
        resource "aws_transfer_server" "main" {
          protocols = ["SFTP", "FTPS"]
        }`,
    },
    bad: {
      FTP: `
        resource "aws_transfer_server" "main" {
          protocols = ["FTP"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "protocols" {}
        resource "aws_transfer_server" "main" {
          protocols = var.protocols
        }`,
    },
  },
});
