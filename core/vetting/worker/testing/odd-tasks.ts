import { answerTasks } from '../answer-tasks.ts';

/** What a parser may do with what it is given. */
answerTasks({
  double: (input) => (input as number) * 2,
  later: async (input) => input,
  throws: () => {
    throw new Error('It is no bill of materials.');
  },
  rejects: () => Promise.reject(new Error('It was not signed.')),
  'throws-a-text': () => {
    throw 'text';
  },
  hangs: () => {
    for (;;);
  },
  waits: () => new Promise(() => undefined),
  fills: () => {
    const lists: number[][] = [];
    for (;;) lists.push(new Array<number>(100_000).fill(1));
  },
  exits: () => process.exit(3),
  'dies-later': () =>
    new Promise(() => {
      setImmediate(() => {
        throw new Error('Nobody caught this.');
      });
    }),
  'not-sendable': () => () => undefined,
  environment: () => Object.keys(process.env),
});
