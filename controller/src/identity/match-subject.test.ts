import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSubject, refuseTemplate } from './match-subject.ts';

const account = 'system:serviceaccount:souk-{team}:souk-{installation}';

describe('when the subject of a workload is taken apart', () => {
  it.each([
    [account, 'system:serviceaccount:souk-sales:souk-crm-emea', { team: 'sales', installation: 'crm-emea' }],
    [
      'repo:acme/{app}:environment:{installation}',
      'repo:acme/crm:environment:crm-emea',
      { app: 'crm', installation: 'crm-emea' },
    ],
    ['{installation}@(x)+.{environment}', 'crm@(x)+.dev', { installation: 'crm', environment: 'dev' }],
  ])('%s finds the names in %s', (template, subject, names) => {
    expect(refuseTemplate(template)).toBeUndefined();
    expect(matchSubject(template, subject)).toMatchObject(names);
  });

  it.each([
    ['', 'nothing'],
    ['system:serviceaccount:souk-sales:crm-emea', 'no prefix'],
    ['system:serviceaccount:souk-sales:souk-crm-emea:x', 'something after it'],
    ['x:system:serviceaccount:souk-sales:souk-crm-emea', 'something before it'],
    ['system:serviceaccount:souk-sales:souk-CRM', 'what is no id'],
    ['system:serviceaccount:souk-sales:souk-crm--emea', 'two hyphens'],
    ['system:serviceaccount:souk-sales:souk-crm-emea\n', 'a line end'],
    ['system:serviceaccount:souk-a:souk-b:souk-crm', 'more parts'],
  ])('finds none in %j, which has %s', (subject) => {
    expect(matchSubject(account, subject)).toBeUndefined();
  });

  it.each([
    ['souk', 'has to hold {installation}'],
    ['{team}', 'has to hold {installation}'],
    ['{installation}:{name}', 'has {name}; there are'],
    ['{installation}:{installation}', 'holds a place twice'],
    ['{team}-{installation}', 'has to have something other'],
    ['{team}{installation}', 'has to have something other'],
    ['{team}a1{installation}', 'has to have something other'],
  ])('does not take the template %s', (template, reason) => {
    expect(refuseTemplate(template)).toContain(reason);
  });

  it('gives back whatever was put in', () => {
    const id = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    fc.assert(
      fc.property(id, id, fc.string(), (team, installation, noise) => {
        const literal = noise.replaceAll(/[{}]/g, '');
        const template = `${literal}{team}:${literal}/{installation}${literal}`;
        const subject = template.replace('{team}', () => team).replace('{installation}', () => installation);
        expect(matchSubject(template, subject)).toMatchObject({ team, installation });
      }),
    );
  });
});
