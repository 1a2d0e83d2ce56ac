import { describe, expect, it } from 'vitest';
import { generateCatalog } from '../generate/generate-catalog.ts';
import { makeQuestions } from './make-questions.ts';

const apps = generateCatalog({ apps: 50, seed: 1, invalid: 0 }).flatMap(({ content }) =>
  typeof content === 'object' && content.kind === 'App' ? [content] : [],
);

describe('questions of a catalog', () => {
  const questions = makeQuestions(apps, 200, 1);

  it('are all different, so that none is answered from memory', () => {
    for (const paths of Object.values(questions)) {
      expect(paths).toHaveLength(200);
      expect(new Set(paths).size).toBe(200);
    }
  });

  it('are the same for the same seed', () => {
    expect(makeQuestions(apps, 200, 1)).toEqual(questions);
    expect(makeQuestions(apps, 200, 2)).not.toEqual(questions);
  });
});
