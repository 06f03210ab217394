import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

/**
 * As of November 2026: extended support of 1.31 ended on 2026-11-26, that of 1.32 ends on 2027-03-23. EKS user guide,
 * "Understand the Kubernetes version lifecycle on EKS".
 */
const oldestSupported = 32;

export const supportedVersion = defineRule({
  id: 'eks/supported-version',
  aliases: ['EKS-02'],
  title: 'EKS clusters should run a supported Kubernetes version',
  severity: 'high',
  why: 'A version without support gets no security patches, and AWS upgrades the cluster on a date that it chooses.',
  fix: 'Set version to a supported one, and upgrade one minor version at a time.',
  resources: ['aws_eks_cluster'],
  check: (cluster) =>
    // Without a version AWS takes the newest of the day.
    attribute(cluster, 'version').says(`1.${oldestSupported} or newer`, (version) => {
      const [major = '', minor = ''] = (version ?? '').split('.');
      return version === undefined || Number(major) > 1 || Number(minor) >= oldestSupported;
    }),
  examples: {
    good: {
      supported: `
        resource "aws_eks_cluster" "main" {
          version = "1.34"
        }`,
      'none, which is the newest': `
        resource "aws_eks_cluster" "main" {
          name = "main"
        }`,
    },
    bad: {
      'out of support': `
        resource "aws_eks_cluster" "main" {
          version = "1.23"
        }`,
      'with two digits less': `
        resource "aws_eks_cluster" "main" {
          version = "1.9"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "version" {}
        resource "aws_eks_cluster" "main" {
          version = var.version
        }`,
    },
  },
});
