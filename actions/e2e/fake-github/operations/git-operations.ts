import { tryGit } from '../../origin/run-git.ts';
import { pageUrl } from '../answers/render.ts';
import type { World } from '../state/world.ts';
import { type Fields, found, type Operations, Refusal } from './operation.ts';

const WRITES = ['contents:write'] as const;
const READS = ['contents:read'] as const;

export const gitOperations = {
  'git/get-ref': {
    needs: READS,
    handle: async ({ path, world }) => {
      const ref = `refs/${path.ref}`;
      return { status: 200, body: renderRef(world, ref, found(await world.origin.resolve(ref))) };
    },
  },
  'git/create-ref': {
    needs: WRITES,
    handle: async ({ body, world }) => {
      const { ref, sha } = body;
      if (!/^refs\/[^/]+\/./.test(ref)) throw new Refusal(422, 'Reference name must start with refs/.');
      if ((await world.origin.resolve(ref)) !== undefined) throw new Refusal(422, 'Reference already exists');
      await requireObject(world, sha);
      await world.origin.setRef(ref, sha);
      return { status: 201, body: renderRef(world, ref, sha) };
    },
  },
  'git/update-ref': {
    needs: WRITES,
    handle: async ({ path, body, world }) => {
      const ref = `refs/${path.ref}`;
      const before = await world.origin.resolve(ref);
      if (before === undefined) throw new Refusal(422, 'Reference does not exist');
      await requireObject(world, body.sha);
      const args = ['merge-base', '--is-ancestor', before, body.sha];
      const forward = await tryGit(world.origin.path, args);
      if (forward.exitCode !== 0 && body.force !== true) {
        throw new Refusal(422, 'Update is not a fast forward');
      }
      await world.origin.setRef(ref, body.sha);
      return { status: 200, body: renderRef(world, ref, body.sha) };
    },
  },
  'git/delete-ref': {
    needs: WRITES,
    handle: async ({ path, world }) => {
      const ref = `refs/${path.ref}`;
      if ((await world.origin.resolve(ref)) === undefined) {
        throw new Refusal(422, 'Reference does not exist');
      }
      await world.origin.setRef(ref, null);
      return { status: 204 };
    },
  },
  'repos/get-branch': {
    needs: READS,
    handle: async ({ path, world }) => {
      const sha = found(await world.origin.resolve(`refs/heads/${path.branch}`));
      return {
        status: 200,
        body: { name: path.branch, commit: { sha }, protected: world.rulesets.length > 0 },
      };
    },
  },
  'git/get-commit': {
    needs: READS,
    handle: async ({ path, world }) => {
      const sha = found(await world.origin.resolve(path.commit_sha));
      return { status: 200, body: await renderCommit(world, sha) };
    },
  },
  'git/create-blob': {
    needs: WRITES,
    handle: async ({ body, world }) => {
      const input = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8');
      const sha = await world.origin.git(['hash-object', '-w', '--stdin'], { input });
      return { status: 201, body: { sha } };
    },
  },
  'git/create-tree': {
    needs: WRITES,
    handle: async ({ body, world }) => {
      const { base_tree: base, tree } = body;
      const lines = await Promise.all(tree.map((entry) => indexLine(world, entry)));
      const env = { GIT_INDEX_FILE: `${world.origin.path}/index-${world.nextId()}` };
      if (base !== undefined) {
        await requireObject(world, base);
        await world.origin.git(['read-tree', base], { env });
      }
      await world.origin.git(['update-index', '-z', '--index-info'], { input: lines.join(''), env });
      const sha = await world.origin.git(['write-tree'], { env });
      return { status: 201, body: { sha, truncated: false, tree: [] } };
    },
  },
  'git/create-commit': {
    needs: WRITES,
    handle: async ({ body, world, caller }) => {
      const { message, tree, parents = [], author } = body;
      for (const sha of [tree, ...parents]) await requireObject(world, sha);
      const name = author?.name ?? caller.user.login;
      const email = author?.email ?? `${caller.user.login}@example.com`;
      const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
      const sha = await world.origin.git(args, {
        input: message,
        env: { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
      });
      return { status: 201, body: await renderCommit(world, sha) };
    },
  },
} satisfies Operations;

interface TreeEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

/** An entry of a tree for `git update-index --index-info`; without an object it takes the path away. */
async function indexLine(
  world: World,
  { path = '', mode = '100644', sha, content }: TreeEntry,
): Promise<string> {
  if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    throw new Refusal(422, 'tree.path contains a malformed path component');
  }
  if (sha === null) return `0 ${'0'.repeat(40)}\t${path}\0`;
  if (sha !== undefined && mode !== '160000') await requireObject(world, sha);
  const object = sha ?? (await world.origin.git(['hash-object', '-w', '--stdin'], { input: content ?? '' }));
  return `${mode} ${object}\t${path}\0`;
}

async function requireObject(world: World, sha: string): Promise<void> {
  const { exitCode } = await tryGit(world.origin.path, ['cat-file', '-e', sha]);
  if (exitCode !== 0) throw new Refusal(422, `Object does not exist: ${sha}`);
}

function renderRef(world: World, ref: string, sha: string): Fields {
  return {
    ref,
    url: pageUrl(world, ref),
    object: { type: 'commit', sha, url: pageUrl(world, `commit/${sha}`) },
  };
}

async function renderCommit({ origin }: World, sha: string): Promise<Fields> {
  const shown = await origin.git(['show', '-s', '--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%B', sha]);
  const [tree, parents = '', name, email, date, message] = shown.split('\0');
  const who = { name, email, date };
  return {
    sha,
    tree: { sha: tree },
    message,
    parents: parents.split(' ').flatMap((parent) => (parent === '' ? [] : [{ sha: parent }])),
    author: who,
    committer: who,
  };
}
