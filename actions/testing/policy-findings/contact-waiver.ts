import { type Edit, write } from '../sample-edits.ts';
import { waiver } from '../sample-paths.ts';

export const contactWaiver = waiver('fuel-contact');

/** A waiver for the missing contact of one entry, as it should be. */
export const writeContactWaiver: Edit = write(
  contactWaiver,
  'apiVersion: souk/v1',
  'kind: Waiver',
  'id: fuel-contact',
  'rule: developer/contact',
  'entity: App/fuel-surcharge-index',
  'path: /contact',
  'reason: The team moves to another mailbox in January.',
  'approvedBy: product',
  'expiresAt: 2027-01-31',
);
