import type { Proof } from './prove-defence.ts';

/** Lines of what was printed that are told of a test that did not run. */
const TOLD_LINES = 15;

/** What somebody has to know to mend it, one line each; nothing of a defence that is proved. */
export function explainProof({ outcome, defence, tests }: Proof): string[] {
  const namesOf = (standing: string): string[] =>
    tests.filter((test) => test.standing === standing).map(({ file, title }) => `${file}: ${title}`);
  switch (outcome) {
    case 'caught':
      return [];
    case 'survived':
      return namesOf('passed').map((name) => `Passes without the defence: ${name}`);
    case 'not-run':
      return [
        ...namesOf('not-run').map((name) => `Did not run: ${name}`),
        ...tests.flatMap(({ standing, output }) =>
          standing === 'not-run' ? output.trimEnd().split('\n').slice(-TOLD_LINES) : [],
        ),
      ];
    case 'text-gone':
      return [`Expected exactly once in ${defence.file}: ${JSON.stringify(defence.from)}`];
  }
}
