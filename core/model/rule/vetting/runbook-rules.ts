import { type BuiltInRule, deny } from '../rule-table.ts';

export const runbookRules = {
  'runbook/unreadable': deny(
    'Runbooks can be read',
    'Whoever is on call at night opens the runbook in the portal, which shows text in UTF-8 of a sane size.',
  ),
  'runbook/section-missing': deny(
    'Runbooks answer what people on call ask',
    'What means trouble, what to look at, how to mend it, how to go back, whom to call: each is asked at night by somebody who does not know the entry.',
  ),
  'runbook/section-empty': deny(
    'Sections of a runbook are filled in',
    'A heading without an answer costs time when there is none.',
  ),
  'runbook/placeholder': deny(
    'Runbooks hold no placeholders',
    'Text that waits to be written looks like an answer until somebody needs it.',
  ),
  'runbook/broken-link': deny(
    'Files that a runbook links to exist',
    'A script or query that is not there is found missing in the middle of an outage.',
  ),
} as const satisfies Record<string, BuiltInRule>;
