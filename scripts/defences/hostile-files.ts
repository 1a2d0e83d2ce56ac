import type { Threat } from './defence.ts';

export const hostileFiles: readonly Threat[] = [
  {
    attack: 'Links, submodules, odd paths and broken objects',
    defences: [
      {
        name: 'no-links',
        summary: 'A link is a finding and is never followed',
        file: 'core/git/tree-file.ts',
        from: "  if (mode === '120000') return 'symlink';\n",
        to: '',
        tests: [
          { file: 'core/git/hostile-tree.test.ts', title: 'a symbolic link' },
          { file: 'core/git/extract-folder.test.ts', title: 'leaves links out' },
        ],
      },
      {
        name: 'no-submodules',
        summary: 'A nested repository is a finding and is never fetched',
        file: 'core/git/tree-file.ts',
        from: "return mode === '160000' ? 'submodule' : 'file';",
        to: "return 'file';",
        tests: [{ file: 'core/git/hostile-tree.test.ts', title: 'a submodule' }],
      },
      {
        name: 'plain-paths',
        summary: 'Paths hold no control characters',
        file: 'core/model/catalog/check-path.ts',
        from: String.raw`  if (/\p{Cc}/u.test(path)) return 'holds a control character';`,
        to: '',
        tests: [{ file: 'core/git/hostile-tree.test.ts', title: 'a newline in a path' }],
      },
      {
        name: 'no-escape-from-folder',
        summary: 'A file of a tree never lands outside the folder it is written to',
        file: 'core/git/extract-folder.ts',
        from: 'if (strange !== undefined)',
        to: 'if (false)',
        tests: [{ file: 'core/git/extract-folder.test.ts', title: 'refuses the path' }],
      },
      {
        name: 'checked-objects',
        summary: 'Git checks every object that it fetches',
        file: 'core/git/fetch-ref.ts',
        from: 'fetch.fsckObjects=true',
        to: 'fetch.fsckObjects=false',
        tests: [{ file: 'core/git/merge-commits.test.ts', title: 'refuses objects that are not sound' }],
      },
    ],
  },
  {
    attack: 'A YAML bomb or a huge file takes the gate down',
    defences: [
      {
        name: 'few-aliases',
        summary: 'The number of aliases is bounded',
        file: 'core/model/manifest/read-yaml.ts',
        from: '        maxAliases: manifestLimits.aliases,\n',
        to: '',
        tests: [{ file: 'core/model/manifest/parse-manifest.test.ts', title: 'many aliases' }],
      },
      {
        name: 'few-values',
        summary: 'So is the number of values once aliases are written out',
        file: 'core/model/manifest/limits.ts',
        from: 'values: 50_000,',
        to: 'values: 50_000_000,',
        tests: [{ file: 'core/model/manifest/parse-manifest.test.ts', title: 'an alias bomb' }],
      },
      {
        name: 'shallow-nesting',
        summary: 'Nesting is bounded',
        file: 'core/model/manifest/limits.ts',
        from: 'depth: 32,',
        to: 'depth: 1_000_000,',
        tests: [{ file: 'core/git/hostile-tree.test.ts', title: 'deep nesting' }],
      },
      {
        name: 'size-before-content',
        summary: 'A huge blob is told by its size and never loaded',
        file: 'core/git/read-blobs.ts',
        from: 'else if (size > Math.min(limit, left))',
        to: 'else if (false)',
        tests: [{ file: 'core/git/read-blobs.test.ts', title: 'when blobs are larger than the limit' }],
      },
    ],
  },
  {
    attack: 'Folders that share their parts name more files than any memory holds',
    defences: [
      {
        name: 'memory-of-git',
        summary: 'Each process of Git gets so much memory and no more',
        file: 'core/git/spawn-git.ts',
        from: '\'ulimit -d "$1" && shift',
        to: "'shift",
        tests: [{ file: 'core/git/tree-bomb.test.ts', title: 'needs more memory than Git gets' }],
      },
      {
        name: 'commit-without-trees',
        summary: 'Whoever made a commit is told without comparing its trees',
        file: 'core/git/read-commit-info.ts',
        from: "    'log',\n    '--max-count=1',",
        to: "    'show',",
        tests: [{ file: 'core/git/tree-bomb.test.ts', title: 'without a look at what is in it' }],
      },
    ],
  },
  {
    attack: 'More files than the API lists',
    defences: [
      {
        name: 'whole-change',
        summary: 'Changed files come from Git, which lists all of them',
        file: 'core/git/list-changes.ts',
        from: "    head,\n    '--',\n    ...roots,\n  ]);\n  return parseRawDiff(output);",
        to: "    head,\n    '--',\n    ...roots,\n  ]);\n  return parseRawDiff(output).slice(0, 3000);",
        tests: [{ file: 'actions/e2e/scenarios/large.e2e.test.ts', title: 'is judged to the last of them' }],
      },
    ],
  },
];
