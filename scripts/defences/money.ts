import type { Threat } from './defence.ts';

const billing = 'controller/src/billing';
const months = `${billing}/close-month.test.ts`;
const statements = 'controller/src/api/statement-routes.test.ts';

/** What is charged is what was used, at prices that were merged, and stays so. */
export const money: readonly Threat[] = [
  {
    attack: 'What was charged is changed afterwards, or charged twice',
    defences: [
      {
        name: 'final-statements',
        summary: 'The database refuses whoever would change or delete a statement',
        file: 'controller/migrations/0006_billing.ts',
        from: 'before update or delete on statement',
        to: 'before update of id on statement',
        tests: [{ file: months, title: 'refuses whoever would change or delete a statement' }],
      },
      {
        name: 'closed-once',
        summary: 'A month that is closed is not closed again',
        file: `${billing}/close-month.ts`,
        from: "if (await lockMonth(db, month)) return { type: 'done' };",
        to: 'await lockMonth(db, month);',
        tests: [{ file: months, title: 'is done once, also where somebody planned it before' }],
      },
      {
        name: 'reissued-once',
        summary: 'A month is issued again once for each time that it was asked for',
        file: `${billing}/reissue-month.ts`,
        from: 'if (!isClosed || (await isDone(db, id)))',
        to: 'if (!isClosed)',
        tests: [{ file: months, title: 'is issued again once, also where somebody planned it before' }],
      },
      {
        name: 'credits-once',
        summary: 'A refund is given once, whichever months are closed after it',
        file: `${billing}/read-billing-inputs.ts`,
        from: 'settledCredits: await readSettledCredits(db, period),',
        to: 'settledCredits: [],',
        tests: [{ file: months, title: 'gives a credit once' }],
      },
      {
        name: 'whole-or-open',
        summary: 'A month of which something can not be priced stays open',
        file: `${billing}/close-month.ts`,
        from: 'if (problems.some(({ blocks }) => blocks)) {',
        to: 'if (problems.length > 1_000) {',
        tests: [{ file: months, title: 'keeps a month open while something is missing' }],
      },
    ],
  },
  {
    attack: 'A name in a statement is taken for markup or a formula by who reads it',
    defences: [
      {
        name: 'text-in-pages',
        summary: 'Whatever is put into a page is text',
        file: `${billing}/render/html.ts`,
        from: "entities[sign] ?? ''",
        to: 'sign',
        tests: [{ file: statements, title: 'shows names that are markup or formulas as text' }],
      },
      {
        name: 'nothing-from-elsewhere',
        summary: 'Pages let in nothing but their own style',
        file: `${billing}/render/page-style.ts`,
        from: `"default-src 'none'",`,
        to: `"default-src *",`,
        tests: [{ file: statements, title: 'shows names that are markup or formulas as text' }],
      },
      {
        name: 'no-formulas',
        summary: 'Texts that a spreadsheet would work out are marked as texts',
        file: `${billing}/render/encode-csv.ts`,
        from: 'escape_formulas: true,',
        to: 'escape_formulas: false,',
        tests: [{ file: statements, title: 'shows names that are markup or formulas as text' }],
      },
    ],
  },
];
