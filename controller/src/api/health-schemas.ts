import { Type } from 'typebox';
import { oneOf } from './one-of.ts';

export const Alive = Type.Object(
  { status: oneOf(['ok'] as const, { description: 'Always ok.', examples: ['ok'] }) },
  { $id: 'Alive', description: 'The process answers, so its event loop runs.' },
);

export const Ready = Type.Object(
  {
    status: oneOf(['ok'] as const, { description: 'Always ok.', examples: ['ok'] }),
    checks: Type.Array(
      Type.Object({
        name: Type.String({ description: 'What was looked at.', examples: ['database'] }),
        status: oneOf(['pass', 'warn', 'fail'] as const, {
          description: 'Only fail keeps requests away.',
          examples: ['pass'],
        }),
        detail: Type.String({ description: 'What was found.', examples: ['It answers.'] }),
      }),
      { description: 'Everything that was looked at.' },
    ),
  },
  { $id: 'Ready', description: 'Requests may be sent here.' },
);

export const healthSchemas = [Alive, Ready];
