import { describe, expect, it } from 'vitest';
import { renderWorkflowCommand } from './workflow-command.ts';

describe('when a text of anybody is put into a workflow command', () => {
  it.each<[name: string, title: string, message: string, command: string]>([
    ['plain texts', 'Oh', 'a: b, c', '::error title=Oh::a: b, c'],
    ['a line end in a message', 'Oh', 'a\r\n::error::b', '::error title=Oh::a%0D%0A::error::b'],
    ['an escape in a message', 'Oh', '50%0A', '::error title=Oh::50%250A'],
    ['what ends a property', 'Oh::x,file=y\n', 'a', '::error title=Oh%3A%3Ax%2Cfile=y%0A::a'],
  ])('is one command still: %s', (_name, title, message, command) => {
    expect(renderWorkflowCommand('error', { title }, message)).toBe(command);
  });
});
