const confusable: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '5': 's',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ѕ: 's',
  ԁ: 'd',
  ո: 'n',
  ɡ: 'g',
  ı: 'i',
  ο: 'o',
  ν: 'v',
  α: 'a',
};

/** A name as its registry compares it: PyPI takes `-`, `_` and `.` for one. */
export function normalizeName(type: string, name: string): string {
  const lower = name.toLowerCase();
  return type === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower;
}

/** What a reader takes a name for at a glance: signs between words and alphabets do not count. */
export function glanceAt(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z]/g, (sign) => confusable[sign] ?? sign)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/[-_.@/]/g, '');
}
