import { type BackstageIndex, entityName, headerNodes, nameOf, reportRest } from './backstage-index.ts';
import { keepAnnotations } from './backstage-metadata.ts';
import { toShortText } from './convert-text.ts';
import type { EntryBatch } from './entry-batch.ts';
import { teamPath } from './import-result.ts';
import { ManifestDraft } from './manifest-draft.ts';
import { lossy, mapped } from './mapped.ts';
import type { SourceDocument } from './read-source.ts';
import { humanise, IdPool, slug } from './slug.ts';
import type { SourceNode } from './source-node.ts';
import { fitName } from './summarise.ts';
import { isEmail } from './team-roster.ts';

const MOST_MEMBERS = 500;
const GITHUB_LOGIN = /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/;

/** Makes a Team of each Group. The answer is how owners find them: the id by the name of the group. */
export function importGroups(index: BackstageIndex, batch: EntryBatch): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const pool = new IdPool();
  for (const { root } of index.ofKind('Group')) {
    const name = nameOf(root);
    const wanted = name === undefined ? undefined : slug(name);
    if (name !== undefined && wanted !== undefined && !ids.has(name.toLowerCase()))
      ids.set(name.toLowerCase(), pool.take(wanted));
  }
  const seen = new Set<string>();
  for (const document of index.ofKind('Group')) importGroup(document, index, ids, seen, batch);
  for (const user of index.ofKind('User')) batch.addNotes(reportUser(user, ids));
  return ids;
}

function importGroup(
  document: SourceDocument,
  index: BackstageIndex,
  ids: ReadonlyMap<string, string>,
  seen: Set<string>,
  batch: EntryBatch,
): void {
  const { source, root } = document;
  const nameNode = root.at('metadata', 'name');
  const name = nameOf(root);
  const id = name === undefined ? undefined : ids.get(name.toLowerCase());
  if (nameNode === undefined || name === undefined || id === undefined) {
    batch.fail(source, 'The group has no name.');
    return;
  }
  if (seen.has(id)) {
    batch.fail(source, `Another group is named ${JSON.stringify(name.slice(0, 63))}.`);
    return;
  }
  seen.add(id);
  const draft = new ManifestDraft('Team', source);
  draft.claimKind(mapped(undefined, ...headerNodes(root), ...teamNodes(root)));
  draft.put('/id', id === name ? mapped(id, nameNode) : lossy(id, nameNode, `The id became ${id}.`));
  const titles = [root.at('spec', 'profile', 'displayName'), root.at('metadata', 'title')].filter(
    (node) => node?.scalarText() !== undefined,
  );
  const [title] = titles;
  for (const other of titles)
    if (other !== undefined && other.value === title?.value) draft.claim('/name', [other]);
  draft.put('/name', title === undefined ? fitName(humanise(id), 'team') : shortName(title));
  const description = root.at('metadata', 'description');
  draft.put('/description', description === undefined ? undefined : toShortText(description, 2000));
  const email = root.at('spec', 'profile', 'email');
  if (email?.text() !== undefined && isEmail(email.text() ?? ''))
    draft.put('/contact/email', mapped(email.text(), email));
  const parent = root.at('spec', 'parent');
  const parentId = ids.get(entityName(parent?.text() ?? '').toLowerCase());
  if (parent !== undefined && parentId !== undefined) draft.put('/parent', mapped(parentId, parent));
  mapMembers(root, index, draft);
  keepAnnotations(root, draft);
  const result = draft.finish(root);
  if (!result.ok) {
    batch.fail(source, result.message);
    return;
  }
  batch.addNotes(result.notes);
  batch.add({ path: teamPath(id), manifest: result.manifest });
}

/** Backstage asks every group for these; they say nothing that a team does not say by being one. */
function teamNodes(root: SourceNode): SourceNode[] {
  const [type, children] = [root.at('spec', 'type'), root.at('spec', 'children')];
  return [
    type?.value === 'team' ? type : undefined,
    children?.items().length === 0 ? children : undefined,
  ].filter((node) => node !== undefined);
}

function shortName(node: SourceNode): unknown {
  const text = node.scalarText() ?? '';
  const name = fitName(text, 'team');
  return name === text ? mapped(name, node) : lossy(name, node, `The name became ${JSON.stringify(name)}.`);
}

/** Members are named by the group, or name it themselves. */
function mapMembers(root: SourceNode, index: BackstageIndex, draft: ManifestDraft): void {
  const name = nameOf(root)?.toLowerCase();
  const listed = root.at('spec', 'members')?.items() ?? [];
  const joined = index
    .ofKind('User')
    .filter((user) => groupsOf(user.root).some(({ text }) => entityName(text).toLowerCase() === name));
  const joinedNames = joined.map((user) => nameOf(user.root)?.toLowerCase());
  for (const member of listed) {
    const reference = entityName(member.text() ?? '');
    const user = index.named('User', reference);
    if (user !== undefined && joinedNames.includes(reference.toLowerCase()))
      draft.claim('/members', [member]);
    else if (user !== undefined) draft.append('/members', mapped(personOf(user.root), member));
    else if (GITHUB_LOGIN.test(reference))
      draft.append(
        '/members',
        lossy(reference, member, 'The user is not in the import; the name was taken as a GitHub login.'),
      );
  }
  for (const user of joined.slice(0, MOST_MEMBERS)) draft.append('/members', personOf(user.root));
}

function groupsOf(user: SourceNode): { text: string; node: SourceNode }[] {
  return (user.at('spec', 'memberOf')?.items() ?? []).flatMap((node) =>
    node.text() === undefined ? [] : [{ text: node.text() ?? '', node }],
  );
}

/** Only what the schema takes, so that nothing is lost unseen when the team is checked. */
function personParts(user: SourceNode): { key: string; node: SourceNode; text: string }[] {
  const login = user.at('metadata', 'annotations', 'github.com/user-login');
  const name =
    user.at('spec', 'profile', 'displayName') ?? user.at('metadata', 'title') ?? user.at('metadata', 'name');
  const email = user.at('spec', 'profile', 'email');
  const parts = [
    { key: 'github', node: login, fits: (text: string) => GITHUB_LOGIN.test(text) },
    { key: 'name', node: name, fits: () => true },
    { key: 'email', node: email, fits: isEmail },
  ];
  return parts.flatMap(({ key, node, fits }) => {
    const text = node?.scalarText();
    return node === undefined || text === undefined || !fits(text) ? [] : [{ key, node, text }];
  });
}

function personOf(user: SourceNode): unknown {
  const person = Object.fromEntries(personParts(user).map(({ key, text }) => [key, text]));
  const { github } = person;
  return github !== undefined && Object.keys(person).length === 2 && person['name'] === github
    ? github
    : person;
}

function reportUser(user: SourceDocument, ids: ReadonlyMap<string, string>): ReturnType<typeof reportRest> {
  const groups = groupsOf(user.root).filter(({ text }) => ids.has(entityName(text).toLowerCase()));
  const used =
    groups.length === 0
      ? []
      : [
          ...groups.map(({ node }) => node),
          ...personParts(user.root).map(({ node }) => node),
          user.root.at('metadata', 'name'),
        ];
  return reportRest(
    user,
    used,
    'Of people only the names, addresses and teams are kept, and only of members of an imported group.',
  );
}
