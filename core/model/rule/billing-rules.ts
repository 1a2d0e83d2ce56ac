import { deny, warn } from './rule-table.ts';

/** Rules for price books, and for what manifests say about prices. */
export const billingRules = {
  'billing/one-price': deny(
    'A unit or metric has one price',
    'With a price, tiers and a package side by side nobody could tell which one an invoice was made by.',
  ),
  'billing/tiers': deny(
    'Steps of a price are in order and without gaps',
    'Each unit has to fall into one step: the edges rise, and only the last step has none, so that nothing is above all of them.',
  ),
  'billing/above-zero': deny(
    'Sizes, rates and weights are above 0',
    'Amounts are divided by sizes and split by weights; a rate of 0 would make a price vanish.',
  ),
  'billing/share': deny('A share is from 0 to 1', 'More than all of an amount cannot be passed on.'),
  'billing/duplicate': deny(
    'Names in a price book are unique',
    'Lines of invoices name units, plans, credits and shared costs; a credit is given once for each id.',
  ),
  'billing/valid-from': deny(
    'One price book is valid at a time',
    'At each hour exactly one price holds. Two price books that begin together would contradict each other.',
  ),
  'billing/unit': deny(
    'What a plan includes is in a unit of the price book',
    'An allowance in a unit that does not exist covers nothing.',
  ),
  'billing/quantity': warn(
    'A unit measures count, seconds or bytes',
    'What is metered is kept in these quantities. A unit of another one can only be counted one by one.',
  ),
  'billing/split': deny(
    'A shared cost says among whom it is divided',
    'Fixed parts need weights, and the other ways of dividing have none. A cost that ends before it begins is never charged.',
  ),
  'billing/credit': deny(
    'A credit names who gets it',
    'Without a cost center, or an installation that tells one, a month cannot be closed.',
  ),
  'billing/currency': warn(
    'Currencies are known and have a rate',
    'Usage that is priced in a currency without an exchange rate cannot be billed: the month stays open until there is one.',
  ),
} as const;
