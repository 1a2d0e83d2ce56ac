import type { ManifestDraft } from './manifest-draft.ts';
import { guessed, lossy, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

/** What runs an entry of the registry, which hosts it calls, and how its callers sign in. */
export function mapMcpRun(root: SourceNode, draft: ManifestDraft): void {
  const url = root.at('remote', 'url');
  if (url?.text() === undefined) mapContainer(root, draft);
  else mapRemote(root, url, draft);
  for (const host of root.at('run', 'allowHosts')?.items() ?? []) {
    const text = host.text();
    if (text !== undefined) draft.append('/egress', mapped(text, host));
  }
  const isOffline = root.at('run', 'disableNetwork');
  if (isOffline?.value === true && !draft.has('/egress')) draft.put('/egress', mapped([], isOffline));
  const providers = (root.get('oauth')?.items() ?? []).flatMap((item) => item.get('provider') ?? []);
  const names = providers.flatMap((provider) => provider.text() ?? []);
  if (names.length === 0) return;
  draft.put('/auth', {
    type: 'oauth2',
    description: mapped(`Sign-in at ${names.join(', ')}.`, ...providers),
  });
}

function mapContainer(root: SourceNode, draft: ManifestDraft): void {
  const type = root.get('type');
  draft.put('/runtime/type', type?.text() === 'server' ? mapped('container', type) : 'container');
  if (type?.text() !== 'server')
    draft.note('assumed', 'Its tools run in containers, so the runtime is container.', type);
  const command = root.at('run', 'command');
  const words = command?.items() ?? [];
  if (words.length === 0 || words.some((word) => word.scalarText() === undefined)) return;
  draft.put('/runtime/entry', mapped(words.map((word) => shellWord(String(word.value))).join(' '), ...words));
}

/**
 * A remote entry has no image: a provider runs it and it is there when called. Of our runtime types that is
 * a function, whose entry is the address.
 */
function mapRemote(root: SourceNode, url: SourceNode, draft: ManifestDraft): void {
  const type = root.get('type');
  const message = 'A remote server was taken as a function that its provider runs.';
  draft.put('/runtime/type', type?.text() === 'remote' ? guessed('function', type, message) : 'function');
  draft.put('/runtime/entry', mapped(url.text(), url));
  const host = URL.canParse(url.text() ?? '') ? new URL(url.text() ?? '').host : undefined;
  if (host === undefined || host === '') return;
  draft.put('/runtime/provider', host.length <= 63 ? mapped(host, url) : undefined);
  draft.append(
    '/egress',
    isLiteralHost(host) ? mapped(host, url) : lossy(host, url, 'The host depends on configuration.'),
  );
}

function isLiteralHost(host: string): boolean {
  return /^[a-z0-9.-]+(:\d+)?$/.test(host);
}

/** A word as a POSIX shell would have to read it, so that the list can be had back from the line. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
