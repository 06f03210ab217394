import { prod } from '../prod';
import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

const webhook = prod.secrets['carrier-webhook'];
const unread = { 'services.web.secrets': [] };

/** Secrets Manager. */
export const secrets: Changes = {
  'secrets.*': [
    { to: undefined, title: 'a secret less', does: 'refused', says: 'While services read it.' },
    {
      to: undefined,
      with: unread,
      title: 'a secret less, that no service reads',
      destroys: ['aws_secretsmanager_secret'],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`), and Terraform refuses while it is protected: switch the protection off first. Secrets Manager keeps it for 30 days, and `aws secretsmanager restore-secret` brings it back.',
    },
    {
      name: 'partner-token',
      to: { ...webhook, description: 'What a partner is asked with' },
      title: 'a secret more, that no service reads',
      does: 'refused',
      says: 'Until a service has it in `secrets`.',
    },
    {
      name: 'partner-token',
      to: { ...webhook, description: 'What a partner is asked with' },
      with: { 'services.web.secrets': ['carrier-webhook', 'partner-token'] },
      title: 'a secret more',
      does: 'adds',
      says: 'The service is planned once `data` is applied, and its tasks are then replaced. The secret has no value until `terrace secret set` gives it one: before that, a service that needs it does not start. Set it between the applies of the stacks `data` and `service`.',
    },
  ],
  'secrets.*.description': [
    { to: 'Signs what the carrier tells of each parcel', does: 'in place', says: 'The words alone.' },
  ],
  'secrets.*.rotation': [
    {
      to: { byHand: { ...webhook.rotation.byHand, nextBy: '2027-02-28' } },
      title: 'another day',
      does: 'in place',
      says: 'The tag `rotate-by`. Set another value first, by `terrace secret set`: the day alone makes it no newer.',
    },
    {
      to: { function: 'report', everyDays: 30 },
      title: 'by a function',
      does: 'in place',
      says: 'After 30 days Secrets Manager has the function make another value, and so on; people are told when it fails to. The function has to know the four steps.',
    },
    {
      to: { off: true, reason: 'it is replaced with the contract' },
      alone: true,
      title: 'by nobody',
      does: 'in place',
      says: 'The tag goes, and the review shows the reason.',
    },
  ],
  'secrets.*.deletionProtection': [
    { ...protectedByTerraform, with: { 'dataKey.deletionProtection': 'on' } },
    unprotected('Terraform no longer refuses to destroy it. In a critical environment it stays on.'),
  ],
};
