import { asRecord, asText, asWebAddress } from './json-value.ts';

export interface Person {
  name: string;
  github: string | undefined;
  email: string | undefined;
}

export function parsePerson(value: unknown): Person | undefined {
  if (typeof value === 'string') return value ? { name: value, github: value, email: undefined } : undefined;
  const record = asRecord(value);
  const github = asText(record['github']);
  const email = asText(record['email']);
  const name = asText(record['name']) ?? github ?? email;
  return name ? { name, github, email } : undefined;
}

export interface ContactWay {
  label: string;
  text: string;
  href: string | undefined;
}

/** Every way to reach someone; a plain string is an e-mail address when it looks like one, else a channel. */
export function parseContact(value: unknown): ContactWay[] {
  const plain = asText(value);
  const record = plain ? (plain.includes('@') ? { email: plain } : { slack: plain }) : asRecord(value);
  const email = asText(record['email']);
  const channel = asText(record['slack']);
  const page = asWebAddress(record['url']);
  return [
    ...(email ? [{ label: 'E-mail', text: email, href: `mailto:${encodeURI(email)}` }] : []),
    ...(channel ? [{ label: 'Channel', text: channel, href: undefined }] : []),
    ...(page ? [{ label: 'Help page', text: page.replace(/^https?:\/\//, ''), href: page }] : []),
  ];
}
