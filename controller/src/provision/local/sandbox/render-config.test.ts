import { describe, expect, it } from 'vitest';
import { type ConfigParts, renderConfig } from './render-config.ts';

const parts = (changed: Partial<ConfigParts> = {}): ConfigParts => ({
  modules: [{ path: 'src/main.ts', type: 'esModule', file: 'module-0' }],
  secrets: [],
  paths: {
    egress: '/run/egress.sock',
    meter: '/run/meter.sock',
    http: '/run/http.sock',
    control: '/run/control.sock',
    state: '/state',
  },
  ...changed,
});

describe('when the configuration of a worker is written', () => {
  it('gives the code its proxy, its state and its meter, and nothing of ours', () => {
    const [app = ''] = renderConfig(parts()).split('(name = "host", worker');
    expect(app).toContain('globalOutbound = "egress"');
    expect([...app.matchAll(/name = "(\w+)"/g)].map(([, name]) => name)).toEqual([
      'app',
      'CONFIG',
      'STATE',
      'host',
      'USAGE',
      'host',
    ]);
    expect(app).not.toMatch(/nodejs|unsafe|METER|STORE/);
  });

  it.each([
    [
      'a stand-in',
      { name: 'A.B-c_1', standIn: 'souk-secret-1' },
      '(name = "A.B-c_1", text = "souk-secret-1")',
    ],
    ['a variable', { name: 'KEY', variable: 'SECRET_0' }, '(name = "KEY", fromEnvironment = "SECRET_0")'],
    ['a file', { name: 'KEY', file: 'secret-0' }, '(name = "KEY", text = embed "secret-0")'],
  ])('binds a secret to %s', (_, secret, binding) => {
    expect(renderConfig(parts({ secrets: [secret] }))).toContain(binding);
  });

  it.each(['a"), (name = "METER", service = "meter', 'a\\', 'a\nb', 'a b', 'a\0', 'ü', '$(id)', 'a;b'])(
    'takes no name that could end its text: %j',
    (name) => {
      expect(() => renderConfig(parts({ modules: [{ path: name, type: 'esModule', file: 'm' }] }))).toThrow(
        TypeError,
      );
      expect(() => renderConfig(parts({ secrets: [{ name, standIn: 'x' }] }))).toThrow(TypeError);
    },
  );

  it('takes paths of this machine in any language, but none that could end their text', () => {
    const { paths } = parts();
    expect(renderConfig(parts({ paths: { ...paths, state: '/home/Jürgen Müller/état' } }))).toContain(
      'path = "/home/Jürgen Müller/état"',
    );
    for (const state of ['/a"b', '/a\\b', '/a\nb'])
      expect(() => renderConfig(parts({ paths: { ...paths, state } }))).toThrow(TypeError);
  });
});
