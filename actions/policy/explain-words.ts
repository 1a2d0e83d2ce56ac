import type { PolicyRule, RolloutStage } from '@souk/model/policy/policy-rule.ts';

const stages: Readonly<Record<RolloutStage, string>> = {
  shadow: 'only tried out: nobody but admins is told',
  warn: 'being introduced: at most a warning',
  'deny-new': 'what was wrong before is tolerated with a warning, new violations count in full',
  deny: 'in force',
};

const layers: Readonly<Record<PolicyRule['layer'], string>> = {
  developer: '',
  platform: '',
  org: '',
  risk: 'each finding makes an entity riskier; the highest tier counts',
  approval: 'each finding is a demand for approval of a change',
};

/** What metadata says of a rule, as pairs of a name and a value. */
export function describeRule(rule: PolicyRule, waivable: boolean): (readonly [string, string])[] {
  const { kinds, level, stage, layer, enforceFrom, message, remediation, reads, owner } = rule;
  const assesses = layers[layer];
  const weight =
    enforceFrom === undefined ? level : `${level}; below the stage ${enforceFrom} at most a warning`;
  return [
    ['judges', kinds.join(', ')],
    ...(assesses === ''
      ? ([
          ['level', weight],
          ['stage', `${stage}: ${stages[stage]}`],
          ['waivers', waivable ? 'may silence it' : 'cannot silence it'],
        ] as const)
      : ([['counts', assesses]] as const)),
    ['says', message],
    ['mend it', remediation],
    ['reads', reads.length === 0 ? 'nothing' : reads.join(', ')],
    ['owner', owner],
  ];
}

/** A value as it fits on a line. */
export function shortValue(value: unknown, most = 100): string {
  if (value === undefined) return 'not there';
  const text = JSON.stringify(value) ?? 'not there';
  if (text.length <= most) return text;
  const size = sizeOf(value);
  return `${text.slice(0, most - 1).toWellFormed()}…${size === '' ? '' : ` (${size})`}`;
}

function sizeOf(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} items`;
  if (typeof value === 'object' && value !== null) return `${Object.keys(value).length} keys`;
  return typeof value === 'string' ? `${value.length} characters` : '';
}
