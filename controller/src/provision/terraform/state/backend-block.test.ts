import { describe, expect, it } from 'vitest';
import { terraformSettings } from '../testing/terraform-settings.ts';
import { isFoundById, renderBackend } from './backend-block.ts';

const { backend } = terraformSettings();
const owner = { id: 'crm', team: 'sales', environment: 'dev' };

describe('when the state of an installation is addressed', () => {
  it('replaces placeholders', () => {
    expect(renderBackend(backend, owner)).toEqual({
      s3: { bucket: 'states', key: 'souk/dev/sales/crm.tfstate' },
    });
  });

  it.each(['../other', 'a/b', '', '$x', 'a b', '.'])('takes no team that leads elsewhere: %j', (team) => {
    expect(() => renderBackend(backend, { ...owner, team })).toThrow(/can't be part of the address/);
  });

  it('asks for no more than the address names', () => {
    const byId = { type: 'pg', config: { schema_name: '{installation}' } };
    expect(renderBackend(byId, { ...owner, team: '../x' })).toEqual({ pg: { schema_name: 'crm' } });
    expect([isFoundById(byId), isFoundById(backend)]).toEqual([true, false]);
  });
});
