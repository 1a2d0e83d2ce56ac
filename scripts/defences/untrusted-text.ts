import type { Threat } from './defence.ts';

const markdown = 'core/model/report/escape-markdown.ts';
const markdownTest = 'core/model/report/escape-markdown.test.ts';
const log = 'actions/runtime/log.ts';
const logTest = 'actions/runtime/log.test.ts';

export const untrustedText: readonly Threat[] = [
  {
    attack: 'A title, branch or path becomes part of a script',
    defences: [
      {
        name: 'no-values-in-scripts',
        summary: 'Workflows hand values over as env, never within a script',
        file: '.github/workflows/verdict.yml',
        from: '--ecosystems "$ECOSYSTEMS"',
        to: `--ecosystems "\${{ github.event.pull_request.title }}"`,
        tests: [
          {
            file: 'scripts/workflow-rules/workflows.test.ts',
            title: 'when the workflows of this repository are looked at',
          },
        ],
      },
      {
        name: 'script-rule',
        summary: 'A rule for workflows refuses a value within a script',
        file: 'scripts/workflow-rules/check-workflow.ts',
        from: "['puts a value into a script; hand it over as env']",
        to: '[]',
        tests: [
          { file: 'scripts/workflow-rules/check-workflow.test.ts', title: 'puts a title into a script' },
        ],
      },
    ],
  },
  {
    attack: 'Log commands (`::error`, `##[`) within untrusted text',
    defences: [
      {
        name: 'stopped-commands',
        summary: 'The runner takes no commands while such text is logged',
        file: log,
        from: 'write(`::stop-commands::',
        to: 'write(`',
        tests: [{ file: logTest, title: 'takes no commands until a token that is another each time' }],
      },
      {
        name: 'random-token',
        summary: 'Nobody can guess what ends that',
        file: log,
        from: 'const token = randomUUID();',
        to: "const token = 'souk';",
        tests: [{ file: logTest, title: 'takes no commands until a token that is another each time' }],
      },
      {
        name: 'harmless-lines',
        summary: 'No line is left that could be a command',
        file: log,
        from: String.raw`.replace(/^\s*(?=::)/, '$&\\')`,
        to: '',
        tests: [{ file: logTest, title: 'when a text of somebody is logged' }],
      },
      {
        name: 'harmless-annotations',
        summary: 'A message cannot end its command and begin another',
        file: 'actions/report/workflow-command.ts',
        from: String.raw`.replaceAll('\n', '%0A')`,
        to: '',
        tests: [{ file: 'actions/report/workflow-command.test.ts', title: 'a line end in a message' }],
      },
    ],
  },
  {
    attack: 'A value of an output becomes another output or a variable',
    defences: [
      {
        name: 'delimited-outputs',
        summary: 'Outputs are written with a delimiter that nobody can guess',
        file: 'actions/runtime/open-action-context.ts',
        from: '    setOutput,\n',
        to: "    setOutput: (name, value) =>\n      process.getBuiltinModule('node:fs').appendFileSync(variable('GITHUB_OUTPUT'), name + '=' + value + '\\n'),\n",
        tests: [
          {
            file: 'actions/runtime/run-action.test.ts',
            title: 'writes an output so that no line of it can be another output',
          },
        ],
      },
    ],
  },
  {
    attack: 'Markdown, mentions, and foreign comments with our marker',
    defences: [
      {
        name: 'escaped-markup',
        summary: 'Markdown within untrusted text is shown as it is',
        file: markdown,
        from: '#+!|~]/g',
        to: '#+!|~](?!)/g',
        tests: [{ file: markdownTest, title: 'when a text of anybody is shown as prose' }],
      },
      {
        name: 'escaped-tags',
        summary: 'So are tags and comments of HTML',
        file: markdown,
        from: 'return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);',
        to: 'return text;',
        tests: [
          { file: markdownTest, title: 'when a text of anybody is shown within a tag' },
          {
            file: 'actions/e2e/scenarios/untrusted.e2e.test.ts',
            title: 'neither runs, mentions nor marks anything',
          },
        ],
      },
      {
        name: 'no-mentions',
        summary: 'Nobody is mentioned by untrusted text',
        file: markdown,
        from: '.replace(/@/g,',
        to: '.replace(/@(?!)/g,',
        tests: [{ file: markdownTest, title: 'when a text of anybody is shown as prose' }],
      },
      {
        name: 'one-marker',
        summary: 'Untrusted text within code cannot bring our marker along',
        file: markdown,
        from: ".replaceAll('<!--',",
        to: ".replaceAll('<!---',",
        tests: [{ file: markdownTest, title: 'when a text of anybody is shown as code' }],
      },
      {
        name: 'comment-by-author',
        summary: 'A comment is ours by its author',
        file: 'core/github/upsert-comment.ts',
        from: 'user?.id === bot.id && ',
        to: '',
        tests: [
          { file: 'core/github/upsert-comment.test.ts', title: 'somebody else wrote the marker' },
          {
            file: 'actions/e2e/scenarios/untrusted.e2e.test.ts',
            title: 'leaves a comment alone that somebody else made with our mark',
          },
        ],
      },
      {
        name: 'comment-by-marker',
        summary: 'And by its marker',
        file: 'core/github/upsert-comment.ts',
        from: ' && body?.startsWith(marker) === true',
        to: '',
        tests: [
          {
            file: 'core/github/upsert-comment.test.ts',
            title: 'the bot quotes the marker further down',
          },
        ],
      },
    ],
  },
  {
    attack: 'Names of manifests add headers or markup to a mail, or a mail is read on its way',
    defences: [
      {
        name: 'one-line-subject',
        summary: 'What is said in a mail is one line each, without control characters',
        file: 'controller/src/mail/render-mail.ts',
        from: 'title: oneLine(title).trim(),',
        to: 'title: title.trim(),',
        tests: [{ file: 'controller/src/mail/render-mail.test.ts', title: 'has one line as its subject' }],
      },
      {
        name: 'no-markup-in-mail',
        summary: 'It stays text in the part with a form',
        file: 'controller/src/mail/render-mail.ts',
        from: ".replaceAll('<', '&lt;')",
        to: '',
        tests: [{ file: 'controller/src/mail/render-mail.test.ts', title: 'gains no markup by a name' }],
      },
      {
        name: 'starttls-demanded',
        summary: 'A mail server elsewhere has to speak TLS before anything is said',
        file: 'controller/src/mail/mailer.ts',
        from: "requireTLS: tls === 'starttls'",
        to: 'requireTLS: false',
        tests: [
          {
            file: 'controller/src/mail/mailer.test.ts',
            title: 'says nothing to a server that offers no STARTTLS',
          },
        ],
      },
    ],
  },
];
