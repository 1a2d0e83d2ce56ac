import { DoubleServer } from '../http/double-server.ts';

/** A row of the export; costs are texts so that they keep their digits. */
export interface CostRow {
  readonly EffectiveCost: string;
  readonly ServiceName: string;
  readonly BillingCurrency?: string;
  readonly ChargeCategory?: 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment';
  /** ISO 8601; the day of the export when absent. */
  readonly ChargePeriodStart?: string;
  readonly SubAccountName?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

export interface CostDay {
  readonly rows: readonly CostRow[];
  readonly missingAccounts?: readonly string[];
}

const PAGE = 3;
const columns = [
  'BilledCost',
  'EffectiveCost',
  'BillingCurrency',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ServiceName',
  'SubAccountName',
  'Tags',
  // A column of a newer version, or of one provider alone.
  'x_Discount',
] as const;

/** The export of cloud cost: days in FOCUS 1.1, as a table and in pages. */
export class CostExportDouble extends DoubleServer {
  readonly #token: string;
  readonly #days = new Map<string, CostDay>();
  /** Paths of all calls, in their order. */
  readonly calls: string[] = [];

  constructor({ token }: { readonly token: string }) {
    super();
    this.#token = token;
  }

  put(day: string, export_: CostDay): void {
    this.#days.set(day, export_);
  }

  protected handle(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url);
    this.calls.push(pathname);
    if (request.headers.get('authorization') !== `Bearer ${this.#token}`)
      return Response.json({ error: 'unauthorized' }, { status: 401 });
    const [, day = '', view] =
      /^\/v1\/days\/(\d{4}-\d\d-\d\d)(?:\/(costs|costs\.csv))?$/.exec(pathname) ?? [];
    const found = this.#days.get(day);
    if (request.method !== 'GET' || found === undefined)
      return Response.json({ error: 'not_found' }, { status: 404 });
    if (view === 'costs') return renderPage(day, found, Number(searchParams.get('cursor') ?? 0));
    if (view === 'costs.csv') return renderTable(day, found);
    const { missingAccounts = [] } = found;
    return Response.json({ day, complete: missingAccounts.length === 0, missingAccounts });
  }
}

function fill(day: string, row: CostRow): Record<(typeof columns)[number], string | object> {
  const start = row.ChargePeriodStart ?? `${day}T00:00:00Z`;
  return {
    BilledCost: row.EffectiveCost,
    EffectiveCost: row.EffectiveCost,
    BillingCurrency: row.BillingCurrency ?? 'EUR',
    ChargeCategory: row.ChargeCategory ?? 'Usage',
    ChargePeriodStart: start,
    ChargePeriodEnd: new Date(Date.parse(start) + 86_400_000).toISOString(),
    ServiceName: row.ServiceName,
    SubAccountName: row.SubAccountName ?? '',
    Tags: row.Tags ?? {},
    x_Discount: '0',
  };
}

function renderPage(day: string, { rows }: CostDay, from: number): Response {
  const page = rows.slice(from, from + PAGE).map((row) => fill(day, row));
  const next = from + PAGE < rows.length ? String(from + PAGE) : null;
  const body = JSON.stringify({ rows: page, next });
  // Costs are numbers here, with all their digits.
  const numbers = body.replace(/"((?:Billed|Effective)Cost)":"([^"]+)"/g, '"$1":$2');
  return new Response(numbers, { headers: { 'content-type': 'application/json' } });
}

function renderTable(day: string, { rows }: CostDay): Response {
  const lines = rows.map((row) => {
    const filled = fill(day, row);
    return columns.map((column) => quote(filled[column])).join(',');
  });
  const text = `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
  return new Response(text, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}

function quote(value: string | object): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
