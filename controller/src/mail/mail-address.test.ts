import { describe, expect, it } from 'vitest';
import { isMailAddress, parseMailbox } from './mail-address.ts';

describe('a mail address', () => {
  it.each([
    'ana@example.com',
    'ana.ruiz+souk@mail.example.co.uk',
    "o'hara@example.com",
    'söuk@bücher.example',
    `${'a'.repeat(64)}@example.com`,
  ])('is %j', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    ...['', 'ana', '@ana', 'ana@', 'ana@example', 'ana@example.', 'ana@.example.com', 'ana@-example.com'],
    ...['a@b@example.com', '.ana@example.com', 'ana..ruiz@example.com', 'ana ruiz@example.com'],
    // What a server or a library could take for several, or for more than an address.
    ...['ana@example.com,eve@example.net', 'ana@example.com;eve@example.net', 'Ana <ana@example.com>'],
    ...['ana@example.com\n', 'ana@example.com\r\nBcc: eve@example.net', 'ana@example.com> SIZE=1'],
    ...['ana@example.com\u0000', '"ana ruiz"@example.com', 'ana@[127.0.0.1]', `${'a'.repeat(250)}@a.com`],
    `${'a-'.repeat(20_000)}@${'a.'.repeat(20_000)}`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

describe('a sender', () => {
  it.each([
    ['souk@example.com', { name: '', address: 'souk@example.com' }],
    ['<souk@example.com>', { name: '', address: 'souk@example.com' }],
    ['Acme Souk <souk@example.com>', { name: 'Acme Souk', address: 'souk@example.com' }],
    ['"Souk, Acme" <souk@example.com>', { name: 'Souk, Acme', address: 'souk@example.com' }],
    ['Souk souk@example.com', undefined],
    ['Souk <souk>', undefined],
    ['Souk\r\nBcc: x <souk@example.com>', undefined],
    ['A <a@example.com>, B <b@example.com>', undefined],
  ])('of %j is %j', (text, mailbox) => {
    expect(parseMailbox(text)).toEqual(mailbox);
  });
});
