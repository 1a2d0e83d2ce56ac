import { isUrl, toUrl } from './convert-text.ts';
import { fields, list, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';
import { isEmail } from './team-roster.ts';

const LOGIN = /^@?[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/;

/** A person in any of the usual forms: a login, a name, an address, `Ana Ruiz <ana@example.com>`, a mapping. */
function toPerson(node: SourceNode): unknown {
  if (node.isMapping) {
    const name = node.find('name', 'fullName', 'displayName');
    const email = node.find('email', 'mail');
    const github = node.find('github', 'login', 'username', 'handle');
    return fields({ github: asText(github, LOGIN), name: asText(name), email: asText(email) });
  }
  const text = node.text();
  if (text === undefined) return undefined;
  const [, name, address] = /^(.*?)\s*<([^<>\s]+)>$/.exec(text) ?? [];
  if (address !== undefined && isEmail(address))
    return mapped(name === '' ? { email: address } : { name, email: address }, node);
  if (isEmail(text)) return mapped({ email: text }, node);
  return mapped(LOGIN.test(text) ? text.replace(/^@/, '') : { name: text }, node);
}

export function toPeople(node: SourceNode): unknown {
  return list(node.isList ? node.items().map(toPerson) : [toPerson(node)]);
}

/** Ways to reach people: an address, a chat channel, a page. */
export function toContact(node: SourceNode): unknown {
  if (!node.isMapping) return isPlainText(node) ? classified(node) : undefined;
  return fields({
    email: asText(node.find('email', 'mail', 'supportEmail')),
    slack: asText(node.find('slack', 'slackChannel', 'channel', 'chat', 'teams')),
    url: pageOf(node.find('url', 'page', 'docs', 'website', 'href')),
  });
}

function classified(node: SourceNode): unknown {
  const text = node.text() ?? '';
  if (isEmail(text)) return { email: mapped(text, node) };
  if (isUrl(text)) return { url: mapped(text, node) };
  return /^#\S+$/.test(text) ? { slack: mapped(text, node) } : mapped(text, node);
}

function asText(node: SourceNode | undefined, form?: RegExp): unknown {
  const text = node?.text();
  if (node === undefined || text === undefined || form?.test(text) === false) return undefined;
  return mapped(form === undefined ? text : text.replace(/^@/, ''), node);
}

function pageOf(node: SourceNode | undefined): unknown {
  return node === undefined ? undefined : toUrl(node);
}

function isPlainText(node: SourceNode): boolean {
  return node.text() !== undefined;
}
