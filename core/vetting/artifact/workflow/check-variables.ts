import type { Remark } from '../remark.ts';
import { turnsVerificationOff } from '../tls-switches.ts';
import { placeOf, scalarText } from '../yaml/placed-value.ts';
import type { WorkflowCheck } from './workflow-check.ts';

/** Variables that make the steps of a workflow less careful. */
export const checkVariables: WorkflowCheck = ({ scopes }) =>
  scopes
    .flatMap(({ variables }) => variables)
    .flatMap(([name, field]): Remark[] => {
      const text = scalarText(field) ?? '';
      if (name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS' && text === 'true') {
        return [
          {
            rule: 'workflow/unsafe-commands',
            message: `${name} lets any printed text set variables and the path.`,
            help: 'Remove it, and write to $GITHUB_ENV and $GITHUB_PATH.',
            place: placeOf(field),
          },
        ];
      }
      if (!turnsVerificationOff(name, text)) return [];
      return [
        {
          rule: 'workflow/verification-off',
          message: `${name}=${text.slice(0, 60)} turns the verification of certificates off.`,
          help: 'Remove it; add the certificate authority that is missing.',
          place: placeOf(field),
          about: name,
        },
      ];
    });
