import type { EntryBatch } from './entry-batch.ts';
import { nodeAt } from './flat-rule.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { lossy, mapped } from './mapped.ts';
import { humanise, slug } from './slug.ts';
import { plainKey, type SourceNode } from './source-node.ts';
import { cutAtWord, firstSentence, fitName, fitSummary } from './summarise.ts';
import { isEmail } from './team-roster.ts';

const ID_NAMES = [
  'id',
  'appId',
  'connectorId',
  'slug',
  'identifier',
  'key',
  'metadata.id',
  'name',
  'displayName',
  'title',
  'metadata.name',
];
const TITLE_NAMES = [
  'displayName',
  'title',
  'name',
  'appName',
  'label',
  'metadata.displayName',
  'metadata.title',
  'metadata.name',
];
const CONNECTOR_HINTS = ['provider', 'inputs', 'outputs', 'vettingStatus', 'targetSystem'];

/** The first of these places that holds a text. */
function firstText(
  root: SourceNode,
  paths: readonly string[],
): { node: SourceNode; text: string } | undefined {
  for (const path of paths) {
    const node = nodeAt(root, path);
    const text = node?.scalarText();
    if (node !== undefined && text !== undefined) return { node, text };
  }
  return undefined;
}

/** App or Connector: what the source says, and else what only connectors have. */
export function kindOf(root: SourceNode): { kind: 'App' | 'Connector'; node?: SourceNode } {
  for (const name of ['kind', 'type']) {
    const node = root.find(name);
    const plain = plainKey(node?.text() ?? '');
    if (node === undefined) continue;
    if (['connector', 'integration', 'adapter', 'adaptor'].includes(plain))
      return { kind: 'Connector', node };
    if (['app', 'microapp', 'application'].includes(plain)) return { kind: 'App', node };
  }
  return { kind: root.find(...CONNECTOR_HINTS) === undefined ? 'App' : 'Connector' };
}

/** Puts id, name, summary and description; the id, or undefined when the source has nothing to make it of. */
export function mapIdentity(
  root: SourceNode,
  draft: ManifestDraft,
  batch: EntryBatch,
  kind: { kind: string; node?: SourceNode },
): string | undefined {
  const named = ID_NAMES.map((name) => firstText(root, [name])).find(
    (found) => found !== undefined && slug(found.text) !== undefined,
  );
  const id = named === undefined ? undefined : batch.claimId(draft, named.text, named.node);
  if (named === undefined || id === undefined) return undefined;
  draft.put('/id', mapped(id, named.node));
  if (kind.node !== undefined) {
    const isOurs = kind.node.text() === kind.kind;
    draft.claimKind(
      isOurs ? mapped(undefined, kind.node) : lossy(undefined, kind.node, `Taken as kind ${kind.kind}.`),
    );
  }
  const title = firstText(root, TITLE_NAMES);
  const name = fitName(title?.text ?? humanise(id), kind.kind.toLowerCase());
  draft.put(
    '/name',
    title === undefined
      ? name
      : name === title.text
        ? mapped(name, title.node)
        : lossy(name, title.node, `The name became ${JSON.stringify(name)}.`),
  );
  mapTexts(root, draft, name, kind.kind);
  return id;
}

function mapTexts(root: SourceNode, draft: ManifestDraft, name: string, kind: string): void {
  const short = firstText(root, [
    'summary',
    'shortDescription',
    'tagline',
    'abstract',
    'purpose',
    'metadata.summary',
  ]);
  const long = firstText(root, [
    'description',
    'longDescription',
    'details',
    'overview',
    'about',
    'readme',
    'metadata.description',
  ]);
  const fitted = short === undefined ? undefined : fitSummary(short.text);
  if (short !== undefined && fitted !== undefined) {
    draft.put(
      '/summary',
      fitted === short.text
        ? mapped(fitted, short.node)
        : lossy(fitted, short.node, 'Shortened to 200 characters on one line.'),
    );
  }
  if (long !== undefined) draft.put('/description', mapped(long.text, long.node));
  if (draft.has('/summary')) return;
  const sentence = long === undefined ? undefined : firstSentence(long.text);
  draft.put(
    '/summary',
    sentence ??
      cutAtWord(`${name}, a${kind === 'App' ? 'n app' : ' connector'} taken over from elsewhere.`, 200),
  );
  if (sentence === undefined)
    draft.note('assumed', 'No summary or description is long enough; one was made of the name.');
}

/** Puts the owner and the backup owner, each with a team behind it. */
export function mapOwners(root: SourceNode, draft: ManifestDraft, batch: EntryBatch): void {
  const owner = ownerAt(
    root,
    [
      'owner',
      'team',
      'ownerTeam',
      'owningTeam',
      'ownedBy',
      'ownerEmail',
      'support.owner',
      'support.team',
      'metadata.owner',
    ],
    draft,
    batch,
  );
  draft.put('/owner', owner ?? batch.defaultOwner(draft));
  draft.put(
    '/backupOwner',
    ownerAt(root, ['backupOwner', 'secondaryOwner', 'deputy', 'owner.backup'], draft, batch),
  );
}

function ownerAt(
  root: SourceNode,
  paths: readonly string[],
  draft: ManifestDraft,
  batch: EntryBatch,
): unknown {
  for (const path of paths) {
    const node = nodeAt(root, path);
    if (node === undefined) continue;
    const found = node.isMapping ? firstText(node, ['team', 'id', 'name', 'email']) : firstText(root, [path]);
    const email = node.find('email', 'mail');
    const id = found === undefined ? undefined : batch.teams.idOf(found.text, email?.text());
    if (found === undefined || id === undefined) continue;
    const address = isEmail(found.text) ? found.node : email;
    if (address?.text() !== undefined && !path.startsWith('backup') && !draft.has('/contact'))
      draft.put('/contact/email', mapped(address.text(), address));
    // The address goes to the manifest of the team, whether or not the entry has a contact of its own.
    const reach = email?.text() === undefined || email.pointer === found.node.pointer ? [] : [email];
    const owner = reach.length === 0 ? id : mapped(id, ...reach);
    return id === found.text
      ? mapped(owner, found.node)
      : lossy(owner, found.node, `The owner became team ${id}.`);
  }
  return undefined;
}
