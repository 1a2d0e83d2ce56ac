import { missingPermission } from '@souk/github/transport/missing-permission.ts';
import type { Config } from '../../config/config.ts';
import { parseRepositoryAddress } from '../../source/repository-address.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';
import { diagnoseSkew } from './diagnose-skew.ts';

const name = 'GitHub';
const LIMIT_MS = 8_000;

/** Requests that read what the controller later writes: a token that may not read it may not write it either. */
const probes = ['', '/issues?per_page=1', '/pulls?per_page=1', '/commits/HEAD/statuses?per_page=1'] as const;

export interface ProbeAnswer {
  readonly path: string;
  readonly status: number;
  /** Header `x-accepted-github-permissions`. */
  readonly accepted: string | undefined;
}

export const checkGithub: Check = {
  name,
  look: async ({ config, now }) => {
    const { githubToken, githubApiUrl } = config;
    if (githubToken === undefined)
      return [{ name, status: 'skip', found: 'no SOUK_GITHUB_TOKEN: nothing is reported there' }];
    const repository = config.githubRepository ?? repositoryOf(config);
    if (repository === undefined)
      return [fail('it is not known which repository it is', 'Set SOUK_GITHUB_REPOSITORY to owner/name.')];
    const base = `${githubApiUrl.replace(/\/+$/, '')}/repos/${repository}`;
    try {
      const answers = await Promise.all(
        probes.map((path) => fetch(`${base}${path}`, requestWith(githubToken))),
      );
      const [first] = answers;
      const diagnosis = diagnoseToken(
        repository,
        answers.map((answer, i) => ({
          path: `/repos/${repository}${probes[i]}`,
          status: answer.status,
          accepted: answer.headers.get('x-accepted-github-permissions') ?? undefined,
        })),
        await mayPush(first),
      );
      const date = first?.headers.get('date');
      return [diagnosis, ...(date ? [diagnoseSkew('GitHub', new Date(date), now())] : [])];
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: string } };
      const reason = cause?.code ?? (error instanceof Error ? error.message : String(error));
      const { host } = new URL(githubApiUrl);
      return [fail(`${host} does not answer: ${reason}`, 'Look at SOUK_GITHUB_API_URL and the network.')];
    }
  },
};

/** @param push whether GitHub says that the owner of the token may write; undefined when it says nothing */
export function diagnoseToken(
  repository: string,
  answers: readonly ProbeAnswer[],
  push: boolean | undefined,
): Diagnosis {
  const [first] = answers;
  if (first?.status === 401) return fail('the token is not valid any more', 'Set a new SOUK_GITHUB_TOKEN.');
  if (first?.status === 404)
    return fail(
      `there is no ${repository} that this token may see`,
      'Look at SOUK_GITHUB_REPOSITORY, and give the token this repository.',
    );
  const refused = answers.filter(({ status }) => status === 403 || status === 404);
  const missing = refused.map(({ path, accepted }) => missingPermission('GET', path, accepted) ?? path);
  const broken = answers.find(({ status }) => status >= 500);
  if (missing.length > 0)
    return fail(
      `the token lacks ${[...new Set(missing)].join(', ')}`,
      'Add them to the token, as write where Souk is to report.',
    );
  if (broken !== undefined)
    return {
      name,
      status: 'warn',
      found: `it answers with ${broken.status}`,
      advice: 'Try again in a while.',
    };
  if (push === false)
    return {
      name,
      status: 'warn',
      found: `the token may read ${repository} but not write`,
      advice: 'Statuses, issues and pull requests need write.',
    };
  return { name, status: 'pass', found: `the token works for ${repository}` };
}

function requestWith(token: string): RequestInit {
  return {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'user-agent': 'souk',
    },
    signal: AbortSignal.timeout(LIMIT_MS),
  };
}

async function mayPush(answer: Response | undefined): Promise<boolean | undefined> {
  const body: unknown = await answer?.json().catch(() => undefined);
  const { permissions } = Object(body) as { readonly permissions?: { readonly push?: unknown } };
  return typeof permissions?.push === 'boolean' ? permissions.push : undefined;
}

/** `owner/name` of an address such as `https://github.com/owner/name.git` or `git@github.com:owner/name`. */
function repositoryOf(config: Config): string | undefined {
  const { remote } = parseRepositoryAddress(config.repo, config);
  if (remote.startsWith('/')) return undefined;
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote)?.[1];
}

function fail(found: string, advice: string): Diagnosis {
  return { name, status: 'fail', found, advice };
}
