import { describe, expect, it } from 'vitest';
import { findLookAlike } from './find-look-alike.ts';
import { arrangePopularPackages } from './popular-packages.ts';
import { dependencySettings } from './testing/dependency-settings.ts';

const popular = arrangePopularPackages(dependencySettings());
const resembled = (type: string, name: string): string | undefined => {
  const names = popular.get(type);
  return names === undefined ? undefined : findLookAlike(name, names)?.popular;
};

describe('when a name could be mistaken for a popular one', () => {
  it.each<[type: string, name: string, meant: string]>([
    ['npm', 'lodahs', 'lodash'],
    ['npm', 'axois', 'axios'],
    ['npm', 'expresss', 'express'],
    ['npm', 'expres', 'express'],
    ['npm', 'typscript', 'typescript'],
    ['npm', 'crossenv', 'cross-env'],
    ['npm', 'cross_env', 'cross-env'],
    ['npm', 'cross-env.js', 'cross-env'],
    ['npm', 'babelcli', 'babel-cli'],
    ['npm', 'fns-date', 'date-fns'],
    ['npm', 'rn0ment', 'moment'],
    ['npm', 'ax\u0456os', 'axios'],
    ['npm', '@bable/core', '@babel/core'],
    ['npm', '@types-node', '@types/node'],
    ['npm', 'types-react', '@types/react'],
    ['npm', 'LODASHH', 'lodash'],
    ['pypi', 'reqeusts', 'requests'],
    ['pypi', 'colourama', 'colorama'],
    ['pypi', 'crypt0graphy', 'cryptography'],
    ['pypi', 'dateutil-python', 'python-dateutil'],
    ['pypi', 'urlib3', 'urllib3'],
    ['pypi', 'djago', 'django'],
    ['golang', 'github.com/sirupsem/logrus', 'github.com/sirupsen/logrus'],
    ['golang', 'github.com/gorila/mux', 'github.com/gorilla/mux'],
    ['golang', 'github.com/spf13/c0bra', 'github.com/spf13/cobra'],
  ])('sees that %s %s resembles %s', (type, name, meant) => {
    expect(resembled(type, name)).toBe(meant);
  });
});

describe('when a name is its own', () => {
  it.each<[type: string, name: string]>([
    ['npm', 'express'],
    ['npm', 'preact'],
    ['npm', 'enquirer'],
    ['npm', 'cookies'],
    ['npm', 'koa2'],
    ['npm', 'vue3'],
    ['npm', '@acme/lodash-extra'],
    ['npm', 'ms'],
    ['npm', 'mz'],
    ['npm', 'http-proxy-agent'],
    ['pypi', 'Python_DateUtil'],
    ['pypi', 'typing.extensions'],
    ['pypi', 'pandas-stubs'],
    ['golang', 'github.com/labstack/echo/v5'],
    ['golang', 'github.com/acme/gin'],
    ['cargo', 'serda'],
  ])('leaves %s %s alone', (type, name) => {
    expect(resembled(type, name)).toBeUndefined();
  });

  it('leaves every name alone that is on a list', () => {
    const alarms = [...popular.values()].flatMap((names) =>
      [...names.genuine].filter((name) => findLookAlike(name, names) !== undefined),
    );
    expect(alarms).toEqual([]);
  });
});
