import { styleText } from 'node:util';
import type { Diagnosis, DiagnosisStatus } from './diagnosis.ts';

export interface RenderOptions {
  readonly colour: boolean;
  /** Characters of a line. */
  readonly columns: number;
}

const marks: Readonly<Record<DiagnosisStatus, string>> = { pass: '✓', warn: '!', fail: '✗', skip: '–' };
const colours = { pass: 'green', warn: 'yellow', fail: 'red', skip: 'gray' } as const;

/** A checklist: a line for each thing with what was found, and below it how to mend what is wrong. */
export function renderDiagnoses(diagnoses: readonly Diagnosis[], { colour, columns }: RenderOptions): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(0, ...diagnoses.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 6);
  const lines = diagnoses.flatMap(({ name, status, found, advice }) => {
    const [first = '', ...more] = wrap(found, columns - indent.length);
    const tone = (text: string): string => (status === 'skip' ? paint('gray', text) : text);
    const mark = paint(colours[status], marks[status]);
    return [
      `  ${mark} ${tone(name.padEnd(width))}  ${tone(first)}`,
      ...more.map((line) => `${indent}${tone(line)}`),
      ...(advice === undefined || status === 'pass'
        ? []
        : wrap(advice, columns - indent.length - 2).map((line, i) =>
            paint('dim', `${indent}${i === 0 ? '→ ' : '  '}${line}`),
          )),
    ];
  });
  return `${['', ...lines, '', `  ${paint('bold', summarise(diagnoses))}`, ''].join('\n')}\n`;
}

function summarise(diagnoses: readonly Diagnosis[]): string {
  const count = (status: DiagnosisStatus): number => diagnoses.filter((one) => one.status === status).length;
  const [broken, doubtful] = [count('fail'), count('warn')];
  if (broken + doubtful === 0) return 'All is well.';
  const parts = [
    broken === 0 ? [] : [`${broken} broken`],
    doubtful === 0 ? [] : [`${doubtful} to look at`],
    [`${count('pass')} fine`],
  ];
  return `${parts.flat().join(', ')}.`;
}

/** Breaks between words; a word that is longer than a line stays whole, so that it can be copied. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
