import { describe, expect, it } from 'vitest';
import { parseLog } from './parse-log.ts';

describe('when the log of a step is read', () => {
  it('finds annotations with their places', () => {
    const { annotations } = parseLog('::error file=a%2Cb.yaml,line=3::Two%0Alines\nplain');
    expect(annotations).toEqual([
      { level: 'error', message: 'Two\nlines', properties: { file: 'a,b.yaml', line: '3' } },
    ]);
  });

  it.each(['::warning::x', '  ::warning::x', 'text ##[warning]x'])('obeys commands: %s', (line) => {
    expect(parseLog(line).annotations).toHaveLength(1);
  });

  it('obeys none while commands are stopped', () => {
    const { annotations, text } = parseLog('::stop-commands::t1\n::error::no\n::t2::\n::t1::\n::error::yes');
    expect(annotations.map(({ message }) => message)).toEqual(['yes']);
    expect(text).toContain('::error::no');
  });

  it('shows ten of a level', () => {
    const { annotations, dropped } = parseLog(`${'::error::x\n'.repeat(12)}::notice::y`);
    expect(annotations).toHaveLength(11);
    expect(dropped).toBe(2);
  });

  it('hides what is masked', () => {
    expect(parseLog('::add-mask::secret\nthe secret is out').text).toBe('the *** is out');
  });

  it('tells of the other commands', () => {
    expect(parseLog('::set-output name=a::b\n::group::c').commands).toEqual(['set-output', 'group']);
  });
});
