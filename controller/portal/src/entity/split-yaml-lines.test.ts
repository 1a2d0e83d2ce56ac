import { describe, expect, it } from 'vitest';
import { splitYamlLines } from './split-yaml-lines.ts';

describe('splitYamlLines', () => {
  it('finds keys, also in lists, and none in blocks of text', () => {
    const yaml = 'id: x\ntext: |-\n  See: this\n\n  more: that\nlist:\n  - name: a\n  - b:c\n';
    const lines = splitYamlLines(yaml);
    expect(lines.map((line) => line.key)).toEqual(['id', 'text', '', '', '', 'list', 'name', '', '']);
    expect(lines.map(({ indent, key, rest }) => indent + key + rest).join('\n')).toBe(yaml);
  });
});
