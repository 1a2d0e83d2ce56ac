import { PackageURL } from 'packageurl-js';

/** A name of the Python Package Index as the index compares it: https://peps.python.org/pep-0503/ */
export function normalizePythonName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

export function pythonPurl(name: string, version: string): string {
  return new PackageURL(
    'pypi',
    undefined,
    normalizePythonName(name),
    version,
    undefined,
    undefined,
  ).toString();
}
