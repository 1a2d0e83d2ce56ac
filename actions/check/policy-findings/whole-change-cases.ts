import {
  approval,
  type CaseTable,
  change,
  deny,
  given,
  notice,
  reason,
  warn,
} from '../../testing/policy-case.ts';
import { append, copy, drop, erase, move, prepend, replace, set, write } from '../../testing/sample-edits.ts';
import {
  app,
  connector,
  installation,
  marketplace,
  scopes,
  team,
  waiver,
} from '../../testing/sample-paths.ts';
import { newApp } from './new-app.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const footprint = app('carbon-footprint');
const vendor = waiver('carbon-footprint-vendor-review');
const fresh = waiver('fuel-license');
const fuelInstallation = installation('data-platform', 'fuel-surcharge-production');
const alerts = connector('crm-slack-alerts');
const emea = installation('sales-platform', 'lead-alerts-emea');
const trial = installation('sales-platform', 'emissions-on-quotes');

const top = '▸apiVersion: souk/v1';
const unrated = '- ▸host: factors.emission-tables.example.org';

const medium = [
  approval('product', 1, 'The risk is medium.'),
  approval('security', 1, 'The risk is medium.'),
];

/** Changes as people make them, judged by all checks. */
const changes: CaseTable = {
  'a new app with everything right': change(
    ...Object.entries(newApp).map(([name, lines]) => write(`catalog/apps/canteen-menu/${name}`, ...lines)),
  )
    .finds()
    .risks('low')
    .needs(),
};

export const wholeChangeCases: CaseTable = Object.fromEntries(
  Object.entries(changes).map(([name, wanted]) => [name, wanted]),
);
void [
  append,
  copy,
  drop,
  erase,
  move,
  prepend,
  replace,
  set,
  connector,
  marketplace,
  scopes,
  team,
  deny,
  given,
  notice,
  reason,
  warn,
  fuel,
  rates,
  footprint,
  vendor,
  fresh,
  fuelInstallation,
  alerts,
  emea,
  trial,
  top,
  unrated,
  medium,
];
