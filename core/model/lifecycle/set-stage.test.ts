import { describe, expect, it } from 'vitest';
import { setStage } from './set-stage.ts';

describe('when the stage of a manifest is set', () => {
  it.each([
    [
      'as a word',
      'id: a\nlifecycle:\n  stage: published # since May\n',
      'id: a\nlifecycle:\n  stage: deprecated # since May\n',
    ],
    [
      'in quotes',
      "lifecycle: {stage: 'published', reviewBy: 2027-01-01}\n",
      'lifecycle: {stage: deprecated, reviewBy: 2027-01-01}\n',
    ],
    [
      'in a file of another system',
      'lifecycle:\r\n  stage: "published"\r\nid: a',
      'lifecycle:\r\n  stage: deprecated\r\nid: a',
    ],
  ])('changes nothing else: %s', (_name, before, after) => {
    expect(setStage(before, 'deprecated')).toBe(after);
  });

  it.each([
    ['no stage', 'id: a\n'],
    ['a stage that is none', 'lifecycle: {stage: [a]}\n'],
    ['an alias', 'a: &a published\nlifecycle: {stage: *a}\n'],
    ['what is no YAML', 'lifecycle: {stage: a\n'],
  ])('gives up on %s', (_name, text) => {
    expect(setStage(text, 'deprecated')).toBeUndefined();
  });
});
