import type { Threat } from './defence.ts';
import type { Outcome, Proof } from './prove-defence.ts';

const words: Readonly<Record<Outcome, string>> = {
  caught: 'caught',
  survived: 'SURVIVED',
  'not-run': 'NOT RUN',
  'text-gone': 'TEXT GONE',
};

/** One row for each defence, below the attack that it is against. */
export function renderProofs(threats: readonly Threat[], proofs: readonly Proof[]): string {
  const sections = threats.flatMap(({ attack, defences }) => {
    const rows = proofs.filter(({ defence }) => defences.includes(defence)).map(renderProof);
    return rows.length === 0 ? [] : [attack, ...rows];
  });
  const caught = proofs.filter(({ outcome }) => outcome === 'caught').length;
  return [
    ...sections,
    '',
    `${caught} of ${proofs.length} defences are missed by a test when they are gone.`,
  ].join('\n');
}

export function renderProof({ defence, outcome, seconds, tests }: Proof): string {
  const files = [...new Set(tests.map(({ file }) => file))].join(', ');
  return `  ${words[outcome].padEnd(9)} ${seconds.toFixed(1).padStart(5)} s  ${defence.name.padEnd(26)} ${files || defence.file}`;
}
