import type { Threat } from './defence.ts';

const sync = 'controller/src/reconcile/catalog-sync.test.ts';
const post = 'controller/src/webhooks/post-message.test.ts';

/** What would make the controller say or do something that Git does not. */
export const trueRegistry: readonly Threat[] = [
  {
    attack: 'A controller that was replaced, or stood still, writes on',
    defences: [
      {
        name: 'fencing-token',
        summary: 'Every transaction asks whether a newer term has begun',
        file: 'controller/src/leadership/fenced-write.ts',
        from: 'if (Number(newest.token) !== token) {',
        to: 'if (Number.isNaN(token)) {',
        tests: [
          { file: 'controller/src/leadership/leadership.test.ts', title: 'writes nothing and ends its term' },
        ],
      },
    ],
  },
  {
    attack: 'A crash, or a fault half-way, leaves half of a commit behind',
    defences: [
      {
        name: 'nothing-under-way',
        summary: 'A transaction does not end while a statement of it is under way',
        file: 'controller/src/reconcile/apply-as-it-comes.ts',
        from: '    await Promise.allSettled([next, applying]);\n    await applying;\n    const part = await next;\n',
        to: '    const [part] = await Promise.all([next, applying]);\n',
        tests: [
          {
            file: 'controller/src/reconcile/apply-as-it-comes.test.ts',
            title: 'holds nothing when the next part fails after',
          },
        ],
      },
      {
        name: 'doubt-reads-anew',
        summary: 'After a sync that failed nothing is built upon what is in memory',
        file: 'controller/src/reconcile/catalog-sync.ts',
        from: 'whole || this.#doubtful ? undefined',
        to: 'whole ? undefined',
        tests: [{ file: sync, title: 'reads everything anew the next time' }],
      },
    ],
  },
  {
    attack: 'A mistake, or a remote in trouble, empties the catalog',
    defences: [
      {
        name: 'removal-budget',
        summary: 'Too many removals at once are held until somebody approves the commit',
        file: 'controller/src/reconcile/decide-removals.ts',
        from: 'const hold = open.length > ALWAYS_BELIEVED ? doubted : [];',
        to: 'const hold: typeof open = open.length > ALWAYS_BELIEVED ? [] : [];',
        tests: [
          {
            file: 'controller/src/reconcile/decide-removals.test.ts',
            title: 'when entities are in no file any more',
          },
          { file: sync, title: 'holds the removal of most of the catalog, and says so' },
        ],
      },
      {
        name: 'no-empty-catalog',
        summary: 'A catalog without one readable manifest is no wish',
        file: 'controller/src/reconcile/plan-next.ts',
        from: 'if (loose.records.length === 0 && total > 0) {',
        to: 'if (loose.records.length === 0 && total < 0) {',
        tests: [{ file: sync, title: 'never takes an empty catalog for a wish' }],
      },
      {
        name: 'last-good',
        summary: 'A file that breaks leaves what it said when it was sound',
        file: 'controller/src/reconcile/assemble-catalog.ts',
        from: 'if (lastGood !== undefined) retain(path, lastGood);',
        to: 'if (lastGood === undefined) continue;',
        tests: [
          { file: sync, title: 'goes on showing the last good content, with the place of the mistake' },
        ],
      },
    ],
  },
  {
    attack: 'Somebody else wakes the controller, or answers in the name of Git',
    defences: [
      {
        name: 'signed-hooks',
        summary: 'A webhook of GitHub counts with its signature only',
        file: 'controller/src/api/read-signed-body.ts',
        from: "!timingSafeEqual(hmac.digest(), Buffer.from(hex, 'hex'))",
        to: 'hmac.digest().length === 0',
        tests: [
          {
            file: 'controller/src/api/hook-routes.test.ts',
            title: 'when a webhook is not signed as it should be',
          },
        ],
      },
      {
        name: 'signed-commits',
        summary: 'Where signatures are demanded, no other commit is followed',
        file: 'controller/src/source/newest-accepted.ts',
        from: 'if (verdict.accepted) return',
        to: 'if (verdict.accepted || !verdict.unasked) return',
        tests: [
          {
            file: 'controller/src/source/accept-commit.test.ts',
            title: 'takes the head, or the newest below it and says what is held',
          },
        ],
      },
    ],
  },
  {
    attack: 'A webhook subscription reaches for addresses inside, by its name, by DNS or by a redirect',
    defences: [
      {
        name: 'addresses-checked-at-connection',
        summary: 'What is connected to is what was checked, at every connection anew',
        file: 'controller/src/webhooks/guarded-agent.ts',
        from: 'found.filter(({ address }) => isAdmitted(address))',
        to: 'found.filter(({ address }) => isAdmitted(address) || true)',
        tests: [
          { file: post, title: 'when a name stands for an address inside' },
          { file: post, title: 'leaves out the forbidden ones among several' },
        ],
      },
      {
        name: 'addresses-checked-first',
        summary: 'An address that is written out is checked before anything is sent',
        file: 'controller/src/webhooks/address-guard.ts',
        from: 'isAllowed(address) || isOutside(address)',
        to: 'isAllowed(address) || !isOutside(address) || true',
        tests: [{ file: 'controller/src/webhooks/check-target.test.ts', title: 'when an address is unfit' }],
      },
    ],
  },
  {
    attack: 'Credentials of a remote are shown in the log, in an error or by the API',
    defences: [
      {
        name: 'credentials-out-of-messages',
        summary: 'Secrets are taken out of what Git and remotes say',
        file: 'controller/src/source/explain-failed-fetch.ts',
        from: "secret === '' ? rest : rest.replaceAll(secret, '***')",
        to: "secret === '' ? rest : rest",
        tests: [
          {
            file: 'controller/src/source/unreliable-remote.e2e.test.ts',
            title: 'when credentials are in play',
          },
        ],
      },
    ],
  },
  {
    attack: 'Somebody with access to the database changes what the audit log says',
    defences: [
      {
        name: 'hash-chain',
        summary: 'The hash of each row is worked out anew',
        file: 'core/model/audit/chain-check.ts',
        from: 'if (hash !== row.hash) return',
        to: "if (hash === '') return",
        tests: [{ file: 'core/model/audit/verify-chain.test.ts', title: 'when somebody was at the log' }],
      },
      {
        name: 'linked-rows',
        summary: 'Each row names the hash of the one before',
        file: 'core/model/audit/chain-check.ts',
        from: 'if (row.previous !== this.#last.hash)',
        to: 'if (row.seq < 0)',
        tests: [{ file: 'core/model/audit/verify-chain.test.ts', title: 'when somebody was at the log' }],
      },
      {
        name: 'signed-checkpoints',
        summary: 'Checkpoints count with the signature of a key that is trusted',
        file: 'core/model/audit/chain-check.ts',
        from: 'if (!(await verifyCheckpoint({ epoch, checkpoint })))',
        to: 'if (checkpoint.seq < 0)',
        tests: [{ file: 'core/model/audit/verify-chain.test.ts', title: 'when somebody was at the log' }],
      },
    ],
  },
];
