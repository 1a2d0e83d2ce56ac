import { expectCommit, expectId } from '@souk/github/expect-shape.ts';
import { isGitHubError } from '@souk/github/github-error.ts';
import { readChangedFilesOfPull } from '@souk/github/read-changed-files-of-pull.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Installation } from '@souk/model/manifest/manifest.ts';
import { checkManifest, readManifestText } from '@souk/model/manifest/parse-manifest.ts';
import type { OpenPull } from './choose-pulls.ts';

const INSTALLATIONS = /^catalog\/installations\/.+\.ya?ml$/;
/** More than anybody reads plans of. */
const MOST_FILES = 20;

/** Open pull requests into a branch. @throws {GitHubError} */
export async function readOpenPulls(
  { octokit, owner, repo }: RepositoryClient,
  base: string,
): Promise<readonly OpenPull[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...{ owner, repo, base, state: 'open', sort: 'updated', direction: 'desc', per_page: 100 },
  });
  return pulls
    .filter((pull) => pull.base.ref === base)
    .map((pull) => {
      // Types say that it is always there, but the repository of a fork can be deleted.
      const source: { readonly id: number } | null = pull.head.repo;
      return {
        number: expectId(pull.number, 'the number of a pull request'),
        head: expectCommit(pull.head.sha, 'the head of a pull request'),
        isOwn: source !== null && source.id === expectId(pull.base.repo.id, 'the id of a repository'),
      };
    });
}

/** The installations that a pull request adds or changes, as they are at its head. @throws {GitHubError} */
export async function readInstallations(
  client: RepositoryClient,
  { number, head }: OpenPull,
): Promise<readonly Installation[]> {
  const files = await readChangedFilesOfPull(client, number);
  const paths = files.map(({ path }) => path).filter((path) => INSTALLATIONS.test(path));
  const found: Installation[] = [];
  for (const path of paths.slice(0, MOST_FILES)) {
    const text = await readFileAt(client, head, path);
    const installation = text === undefined ? undefined : parseInstallation(text);
    if (installation !== undefined) found.push(installation);
  }
  return found;
}

/** What is no sound installation is for the verdict to say. */
function parseInstallation(text: string): Installation | undefined {
  const { value } = readManifestText(text);
  const { manifest } = checkManifest(value);
  return manifest?.kind === 'Installation' ? manifest : undefined;
}

/** Undefined for what was removed, and for what is no plain file. */
async function readFileAt(
  { octokit, owner, repo }: RepositoryClient,
  ref: string,
  path: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({ owner, repo, ref, path });
    if (Array.isArray(data) || data.type !== 'file' || data.encoding !== 'base64') return undefined;
    return Buffer.from(data.content, 'base64').toString('utf8');
  } catch (error) {
    if (isGitHubError(error, 'not-found')) return undefined;
    throw error;
  }
}
