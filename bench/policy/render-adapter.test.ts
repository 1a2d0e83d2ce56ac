import { describe, expect, it } from 'vitest';
import { renderAdapter } from './render-adapter.ts';
import { ruleOf } from './testing/rules.ts';

const rules = [
  ruleOf('platform/auth'),
  ruleOf('platform/signature', { kinds: ['App', 'Connector'] }),
  ruleOf('developer/tags', { level: 'warn' }),
  ruleOf('approval/tier', { level: 'notice', kinds: ['App', 'Team'] }),
  ruleOf('risk/scope', { level: 'notice' }),
];

describe('when the adapter for conftest is rendered', () => {
  const adapter = renderAdapter(rules);

  it('asks each rule of a kind once, under deny or under warn', () => {
    expect(adapter).toContain(
      'refusing("App") := {\n\t"platform/auth": data.souk.platform.auth.violation,\n\t"platform/signature": data.souk.platform.signature.violation,\n}',
    );
    expect(adapter).toContain(
      'telling("App") := {\n\t"developer/tags": data.souk.developer.tags.violation,\n\t"approval/tier": data.souk.approval.tier.violation,\n}',
    );
    expect(adapter).toContain('judging_risk("App") := {\n\t"risk/scope": data.souk.risk.scope.violation,\n}');
  });

  it('answers for kinds without rules too', () => {
    expect(adapter).toContain('refusing("Team") := {}');
    expect(adapter).toContain('judging_risk("Team") := {}');
    expect(adapter).toContain('telling("Marketplace") := {}');
  });

  it('has no other rule that conftest would take for a verdict', () => {
    const heads = adapter.split('\n').flatMap((line) => /^(deny|warn|violation)\w*/.exec(line)?.[0] ?? []);
    expect(heads).toEqual(['deny', 'warn']);
  });
});
