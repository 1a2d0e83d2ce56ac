import { parseArgs } from 'node:util';
import { renderDiagnoses } from './render-diagnoses.ts';
import { runDoctor } from './run-doctor.ts';

// Usage: node controller/src/doctor/main.ts [--url URL] [--format text|json]. `souk doctor` runs this.
const NARROWEST = 60;
const WIDEST = 100;

const { values } = parseArgs({
  options: { url: { type: 'string' }, format: { type: 'string', default: 'text' } },
});
const { env, stdout } = process;
const diagnoses = await runDoctor({ env, cwd: process.cwd(), url: values.url, now: () => new Date() });
const healthy = diagnoses.every(({ status }) => status !== 'fail');
stdout.write(
  values.format === 'json'
    ? `${JSON.stringify({ healthy, checks: diagnoses }, null, 2)}\n`
    : renderDiagnoses(diagnoses, {
        colour: stdout.hasColors?.() === true && !env['NO_COLOR'],
        columns: Math.max(NARROWEST, Math.min(stdout.columns ?? WIDEST, WIDEST)),
      }),
);
process.exitCode = healthy ? 0 : 1;
