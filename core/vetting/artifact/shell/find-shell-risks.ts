import type { Span } from '../remark.ts';
import { turnsVerificationOff } from '../tls-switches.ts';
import { fileItRuns, hasLetter, isDownloader, runsDownloadedWord, runsItsInput } from './programs.ts';
import type { ShellCommand } from './shell-command.ts';

export interface ShellRisk {
  readonly kind: 'unread' | 'download-and-run' | 'verification-off' | 'sudo' | 'world-writable';
  /** What does it, as the author wrote it. */
  readonly what: string;
  readonly place: Span;
}

/** What in a script would run unseen code, trust anybody, or hand out more rights than needed. */
export function findShellRisks(commands: readonly ShellCommand[]): ShellRisk[] {
  return [
    ...findDownloadsThatRun(commands),
    ...commands.flatMap((command) => [
      ...(command.isUnread
        ? [{ kind: 'unread' as const, what: 'Nested commands', place: placeOf(command) }]
        : []),
      ...findVerificationOff(command),
      ...(command.wrappers.includes('sudo') || command.name === 'sudo'
        ? [{ kind: 'sudo' as const, what: 'sudo', place: placeOf(command) }]
        : []),
      ...findWorldWritable(command),
    ]),
  ];
}

/** Checks a file against something known before it is used. */
function verifies({ name, args }: ShellCommand): boolean {
  return (
    /^(?:sha\d*sum|shasum|b2sum|b3sum|minisign|cosign|gpgv?|gpgv2|slsa-verifier|signify|rhash)$/.test(name) &&
    args.length > 0
  );
}

function findDownloadsThatRun(commands: readonly ShellCommand[]): ShellRisk[] {
  const fetched = new Set<string>();
  const risks: ShellRisk[] = [];
  for (const command of commands) {
    const runs = fileItRuns(command);
    if (verifies(command)) fetched.clear();
    else if (
      (command.isFedByDownload && runsItsInput(command)) ||
      runsDownloadedWord(command) ||
      (runs !== undefined && fetched.has(runs) && !isDownloader(command))
    ) {
      risks.push({ kind: 'download-and-run', what: runs ?? command.name, place: placeOf(command) });
    }
    if (isDownloader(command)) for (const file of filesFetched(command)) fetched.add(file);
  }
  return risks;
}

/** Names of the files that a download leaves. */
function filesFetched({ args, writesTo }: ShellCommand): string[] {
  const named = args.flatMap(({ text }, i) =>
    /^(?:-[a-zA-Z]*[oO]|--output|--output-document|--out)$/.test(args[i - 1]?.text ?? '') &&
    !text.startsWith('-')
      ? [text]
      : text.startsWith('--output=') || text.startsWith('--output-document=')
        ? [text.slice(text.indexOf('=') + 1)]
        : [],
  );
  const addresses = args
    .filter(({ text }) => /^(?:https?|ftp):\/\//i.test(text))
    .map(({ text }) => text.split(/[?#]/, 1)[0] ?? '');
  return [...named, ...writesTo, ...addresses]
    .map((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase())
    .filter((name) => name !== '');
}

function findVerificationOff(command: ShellCommand): ShellRisk[] {
  const option = command.args.find(({ text }, i) =>
    turnsOff(command.name, text, command.args[i + 1]?.text ?? ''),
  );
  const variable = [...command.assignments, ...exportsOf(command)].find(({ name, value }) =>
    turnsVerificationOff(name, value),
  );
  const risks: ShellRisk[] = [];
  if (option !== undefined) {
    risks.push({ kind: 'verification-off', what: `${command.name} ${option.text}`, place: placeOf(option) });
  }
  if (variable !== undefined) {
    risks.push({
      kind: 'verification-off',
      what: `${variable.name}=${variable.value}`,
      place: placeOf(command),
    });
  }
  return risks;
}

function exportsOf({ name, args }: ShellCommand): { name: string; value: string }[] {
  if (name !== 'export' && name !== 'declare') return [];
  return args.flatMap(({ text }) => {
    const equals = text.indexOf('=');
    return equals === -1 ? [] : [{ name: text.slice(0, equals), value: text.slice(equals + 1) }];
  });
}

/** Whether an option, with the word behind it, stops a program from verifying whom it talks to or what it installs. */
function turnsOff(program: string, option: string, next: string): boolean {
  if (program === 'curl') {
    return /^--(?:insecure|proxy-insecure|doh-insecure)$/.test(option) || hasLetter(option, 'k');
  }
  if (program === 'wget' || program === 'wget2') return /^--no-check-certificate/.test(option);
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
    return (
      /^--(?:no-strict-ssl|strict-ssl=(?:false|0))$/.test(option) ||
      /^(?:strict-ssl|enableStrictSsl)=(?:false|0)$/.test(option) ||
      (/^(?:--strict-ssl|strict-ssl|enableStrictSsl)$/.test(option) && /^(?:false|0)$/.test(next))
    );
  }
  if (program === 'git') {
    return (
      /^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/i.test(option) ||
      (/^http\.(?:\S+\.)?sslverify$/i.test(option) && /^(?:false|0|no|off)$/i.test(next))
    );
  }
  if (/^(?:pip|pip3|uv|python|python3)$/.test(program))
    return /^--(?:trusted-host|allow-insecure-host)/.test(option);
  if (/^apt(?:-get)?$/.test(program)) {
    return (
      /^--(?:allow-unauthenticated|force-yes|allow-insecure-repositories)$/.test(option) ||
      /^(?:-o)?(?:APT::Get::AllowUnauthenticated|Acquire::https?::Verify-Peer)=/i.test(option)
    );
  }
  if (program === 'apk') return option === '--allow-untrusted';
  if (/^(?:yum|dnf|microdnf|zypper|rpm)$/.test(program))
    return /^--(?:nogpgcheck|no-gpg-checks|nosignature|nodigest)$/.test(option);
  if (/^(?:kubectl|helm|oc|docker|podman|skopeo|buildah)$/.test(program)) {
    return /^--(?:insecure-skip-tls-verify|tls-verify=false|src-tls-verify=false|dest-tls-verify=false)/.test(
      option,
    );
  }
  return (
    /^ss[hf]?$|^scp$|^sftp$/.test(program) && /^(?:-o)?StrictHostKeyChecking[= ](?:no|off)$/i.test(option)
  );
}

function findWorldWritable(command: ShellCommand): ShellRisk[] {
  if (command.name !== 'chmod') return [];
  const mode = command.args.find(({ text }) => !/^-(?:-|[Rvcf]+$)/.test(text));
  if (mode === undefined) return [];
  const isOpen = /^[0-7]{3,4}$/.test(mode.text)
    ? (Number(mode.text.at(-1)) & 2) !== 0 && !isSticky(mode.text)
    : mode.text.split(',').some(opensToAll);
  return isOpen ? [{ kind: 'world-writable', what: `chmod ${mode.text}`, place: placeOf(mode) }] : [];
}

/** Everybody may write into a sticky folder such as /tmp, but nobody may remove what is another's. */
function isSticky(mode: string): boolean {
  return mode.length === 4 && (Number(mode[0]) & 1) !== 0;
}

function opensToAll(clause: string): boolean {
  const [, who = '', rights = ''] = /^([ugoa]*)[+=]([rwxXst]*)/.exec(clause) ?? [];
  return /[oa]/.test(who) && rights.includes('w');
}

function placeOf({ offset, endOffset }: Span): Span {
  return { offset, endOffset };
}
