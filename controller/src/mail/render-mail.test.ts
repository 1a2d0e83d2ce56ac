import { describe, expect, it } from 'vitest';
import { renderMail } from './render-mail.ts';

const content = {
  title: 'CRM: it is stopped on 2026-11-22',
  paragraphs: ['Its time is up: `Installation/crm`.', 'It ends on **2026-11-22**.'],
  facts: [
    ['When', '2026-11-22T08:00:00Z'],
    ['Commit', '1a2b3c'],
  ] as const,
  links: [{ text: 'Its page', url: 'https://souk.example.com/entities/App/crm' }],
  footer: 'You get this as an owner.',
};

describe('a mail', () => {
  it('reads well as plain text', () => {
    expect(renderMail(content).text).toBe(`CRM: it is stopped on 2026-11-22

Its time is up: \`Installation/crm\`.

It ends on 2026-11-22.

When    2026-11-22T08:00:00Z
Commit  1a2b3c

Its page: https://souk.example.com/entities/App/crm

-- 
You get this as an owner.
`);
  });

  it('says the same with a little form', () => {
    const { html } = renderMail(content);
    expect(html).toContain('<p>Its time is up: <code>Installation/crm</code>.</p>');
    expect(html).toContain('<p>It ends on <strong>2026-11-22</strong>.</p>');
    expect(html).toContain('<a href="https://souk.example.com/entities/App/crm">Its page</a>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<a href="https://evil.example">click</a>',
    '"><img src=x>',
    '`<b>`**<i>**',
  ])('gains no markup by a name such as %j', (name) => {
    const { html } = renderMail({
      ...{ title: name, paragraphs: [name], facts: [[name, name]], links: [{ text: name, url: name }] },
      footer: name,
    });
    expect(html).not.toMatch(/<(script|img|b|i)\b|evil\.example"/);
  });

  it.each([
    ['CRM\r\nBcc: eve@example.net', 'CRM Bcc: eve@example.net'],
    ['CRM\n\n<html>', 'CRM <html>'],
    ['CRM\u202e\u2028\u0000x', 'CRM x'],
    ['x'.repeat(500), `${'x'.repeat(200)}…`],
  ])('has one line as its subject for the title %j', (title, subject) => {
    expect(renderMail({ ...content, title }).subject).toBe(subject);
  });
});
