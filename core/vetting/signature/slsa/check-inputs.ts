import { type Rejection, reject } from '../outcome.ts';
import type { BuildFacts } from './verify-provenance.ts';

/** Whether a manual run was given the expected inputs. Other builds have none, so nothing can be compared. */
export function checkInputs({ provenance, claims, expected }: BuildFacts): Rejection[] {
  const wanted = Object.entries(expected.inputs ?? {});
  if (wanted.length === 0) return [];
  const event = claims.buildTrigger ?? provenance.event;
  if (event !== 'workflow_dispatch') {
    return [
      refuse(`Only a manual run has inputs; this build was started by ${event ?? 'something unknown'}.`),
    ];
  }
  const { inputs = {} } = provenance;
  return wanted
    .filter(([name, value]) => !Object.hasOwn(inputs, name) || String(inputs[name]) !== value)
    .map(([name, value]) => {
      const given = Object.hasOwn(inputs, name) ? JSON.stringify(inputs[name]) : 'nothing';
      return refuse(`The input ${name} of the build was ${given}, not ${JSON.stringify(value)}.`);
    });
}

function refuse(message: string): Rejection {
  return reject('provenance/inputs', message, 'Run the build with the inputs that are expected.').rejection;
}
