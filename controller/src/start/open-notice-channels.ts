import type { Config } from '../config/config.ts';
import type { GitHubEffects } from '../github/create-github-effects.ts';
import { fileOnGitHub } from '../github/file-on-github.ts';
import { createIssueChannel } from '../lifecycle/github/create-issue-channel.ts';
import { createMailChannel } from '../lifecycle/mail/create-mail-channel.ts';
import type { NoticeChannel } from '../lifecycle/notice-channel.ts';
import type { Mailer } from '../mail/mailer.ts';

export interface NoticeChannelPorts {
  /** Undefined where the catalog is not on GitHub. */
  readonly github: GitHubEffects | undefined;
  /** Undefined where there is no mail server. */
  readonly mailer: Mailer | undefined;
  readonly branch: () => string | undefined;
}

/** All ways to tell people that are set up. Each notice goes by every one of them. */
export function openNoticeChannels(
  config: Pick<Config, 'publicUrl' | 'repo' | 'githubRepository' | 'githubApiUrl'>,
  { github, mailer, branch }: NoticeChannelPorts,
): NoticeChannel[] {
  const base = config.publicUrl?.replace(/\/+$/, '');
  const mail = mailer && {
    mailer,
    pageOf: ({ kind, id }: { readonly kind: string; readonly id: string }) =>
      base && `${base}/entities/${kind}/${id}`,
    fileAt: (path: string) => fileOnGitHub(config, path, branch()),
  };
  return [
    ...(github === undefined ? [] : [createIssueChannel(github)]),
    ...(mail === undefined ? [] : [createMailChannel(mail)]),
  ];
}
