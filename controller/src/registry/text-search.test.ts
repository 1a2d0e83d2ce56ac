import { beforeEach, describe, expect, it } from 'vitest';
import { TextSearch } from './text-search.ts';

const documents = [
  {
    id: 'crm-sync',
    name: 'CRM Sync',
    tags: 'crm sync',
    summary: 'Keeps accounts in step.',
    description: 'Copies every customer.',
  },
  {
    id: 'invoice-scanner',
    name: 'Invoice Scanner',
    tags: 'finance ocr',
    summary: 'Reads invoices of suppliers.',
    description: 'Sends them to the CRM as well.',
  },
  { id: 'cafe-orders', name: 'Café-Bestellung', tags: 'food', summary: 'Orders lunch.', description: '' },
  { id: 'zahlen', name: '数据 Größe', tags: '', summary: 'Measures.', description: '' },
];
let search: TextSearch;
const find = (question: string): string[] => {
  const { documents: found, scores } = search.find(question);
  return found
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .map((number) => documents[number]?.id ?? '?');
};

beforeEach(() => {
  search = new TextSearch();
  documents.forEach((texts, number) => {
    search.index.put(number, texts);
  });
});

describe('when words are looked for', () => {
  const cases: [question: string, expected: string[]][] = [
    ['crm', ['crm-sync', 'invoice-scanner']],
    ['CRM: sync!', ['crm-sync']],
    ['invoice crm', ['invoice-scanner']],
    ['inv', ['invoice-scanner']],
    ['what is the invoice scanner', ['invoice-scanner']],
    ['invoise', ['invoice-scanner']],
    ['scaner', ['invoice-scanner']],
    ['cafe', ['cafe-orders']],
    ['CAFÉ', ['cafe-orders']],
    ['grösse', ['zahlen']],
    ['数据', ['zahlen']],
    ['crm spaceship', ['crm-sync', 'invoice-scanner']],
    ['zzz', []],
    ['the of and', []],
    ['?!', []],
    ['__proto__ constructor', []],
  ];
  it.each(cases)('finds %j', (question, expected) => {
    expect(find(question)).toEqual(expected);
  });
});

describe('when documents change', () => {
  it('finds the new words and not the old ones', () => {
    search.index.put(0, { id: 'crm-sync', name: 'Ledger', tags: '', summary: '', description: '' });
    expect(find('ledger')).toEqual(['crm-sync']);
    expect(find('accounts')).toEqual([]);
  });

  it('forgets what is removed', () => {
    search.index.remove(0);
    search.index.remove(0);
    expect(find('crm')).toEqual(['invoice-scanner']);
    expect(search.index.terms.terms).not.toContain('accounts');
  });
});
