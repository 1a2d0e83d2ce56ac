import type { SingleLicense } from './license-term.ts';

const renamed: Readonly<Record<string, string>> = {
  'BSD-2-Clause-FreeBSD': 'BSD-2-Clause-Views',
  'BSD-2-Clause-NetBSD': 'BSD-2-Clause',
  'bzip2-1.0.5': 'bzip2-1.0.6',
  'StandardML-NJ': 'SMLNJ',
};
const withException: Readonly<Record<string, SingleLicense>> = {
  'GPL-2.0-with-GCC-exception': combine('GPL-2.0-or-later', 'GCC-exception-2.0'),
  'GPL-2.0-with-autoconf-exception': combine('GPL-2.0-or-later', 'Autoconf-exception-2.0'),
  'GPL-2.0-with-bison-exception': combine('GPL-2.0-or-later', 'Bison-exception-2.2'),
  'GPL-2.0-with-classpath-exception': combine('GPL-2.0-only', 'Classpath-exception-2.0'),
  'GPL-2.0-with-font-exception': combine('GPL-2.0-only', 'Font-exception-2.0'),
  'GPL-3.0-with-GCC-exception': combine('GPL-3.0-only', 'GCC-exception-3.1'),
  'GPL-3.0-with-autoconf-exception': combine('GPL-3.0-only', 'Autoconf-exception-3.0'),
  'eCos-2.0': combine('GPL-2.0-or-later', 'eCos-exception-2.0'),
  wxWindows: combine('LGPL-2.0-or-later', 'WxWindows-exception-3.1'),
};
const gnuVersion = /^(?:A|L)?GPL-\d\.\d$|^GFDL-\d\.\d$/;

/** A licence under the id that SPDX uses today: `GPL-2.0+` is `GPL-2.0-or-later`. */
export function currentLicense(id: string, plus: boolean, exception: string | undefined): SingleLicense {
  const known = withException[id];
  if (known !== undefined && exception === undefined) return known;
  const suffix = gnuVersion.test(id) ? (plus ? '-or-later' : '-only') : '';
  const current = `${renamed[id] ?? id}${suffix}`;
  return {
    kind: 'license',
    id: current,
    orLater: plus || current.endsWith('-or-later'),
    ...(exception === undefined ? {} : { exception }),
  };
}

function combine(id: string, exception: string): SingleLicense {
  return { kind: 'license', id, orLater: id.endsWith('-or-later'), exception };
}
