import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findOpa, OPA_VERSION } from '@souk/policies/build/opa.ts';
import type { Check, Diagnosis, Surroundings } from '../diagnosis.ts';

const OLDEST_NODE = 24;
/** The first that gives paths in absolute form, which the work trees of a repository need. */
const OLDEST_GIT = [2, 31] as const;

export const checkNode: Check<Surroundings> = {
  name: 'Node',
  look: async () => [diagnoseNode(process.versions.node)],
};

export function diagnoseNode(version: string): Diagnosis {
  const current = Number.parseInt(version, 10) >= OLDEST_NODE;
  return current
    ? { name: 'Node', status: 'pass', found: version }
    : {
        name: 'Node',
        status: 'fail',
        found: `${version} is too old`,
        advice: `Use Node ${OLDEST_NODE} or later; npm scripts bring their own.`,
      };
}

export const checkGit: Check<Surroundings> = {
  name: 'Git',
  look: async () => {
    try {
      const { stdout } = await promisify(execFile)('git', ['--version']);
      return [diagnoseGit(stdout)];
    } catch {
      return [
        {
          name: 'Git',
          status: 'fail',
          found: 'git could not be run',
          advice: 'Install Git, and put it on PATH.',
        },
      ];
    }
  },
};

/** @param output what `git --version` prints */
export function diagnoseGit(output: string): Diagnosis {
  const [version = output.trim(), major, minor] = /(\d+)\.(\d+)[\d.]*/.exec(output) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_GIT;
  const old = Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor);
  return old
    ? {
        name: 'Git',
        status: 'fail',
        found: `${version} is too old`,
        advice: `Install Git ${OLDEST_GIT.join('.')} or later.`,
      }
    : { name: 'Git', status: 'pass', found: version };
}

export const checkOpa: Check<Surroundings> = {
  name: 'OPA',
  look: async ({ env }) => {
    const found = await findOpa(env);
    return [
      found === undefined
        ? {
            name: 'OPA',
            status: 'skip',
            found: `not installed; only needed to change rules (npm run setup:opa brings ${OPA_VERSION})`,
          }
        : { name: 'OPA', status: 'pass', found: `${found.version} at ${found.path}` },
    ];
  },
};
