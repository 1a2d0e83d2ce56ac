import { toAmount, toAmountFromCents, toDuration, toShare } from './convert-quantity.ts';
import { isUrl, toShortText, toText } from './convert-text.ts';
import { namedItems } from './flat-rule.ts';
import { fields, guessed, list, lossy, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

/** Metered quantities with their prices. */
export function toMetrics(node: SourceNode): unknown {
  if (!node.isList && !node.isMapping) return undefined;
  return list(namedItems(node).map(({ name, node: item }) => metricOf(item, name)));
}

function metricOf(node: SourceNode, key?: string): unknown {
  const text = node.text();
  if (text !== undefined && key === undefined) {
    return {
      name: guessed(
        text,
        node,
        `No unit is given for ${JSON.stringify(text.slice(0, 40))}; its own name was assumed.`,
      ),
      unit: text,
    };
  }
  const name = node.find('name', 'metric', 'id', 'key', 'event');
  const named = name?.text() === undefined ? key : toText(name);
  const unit = node.find('unit', 'units', 'per', 'unitName');
  const price = priceOf(node);
  const currency = node.find('currency');
  const share = node.find('revenueShare', 'partnerShare', 'share');
  const description = node.find('description', 'summary');
  const details = {
    price,
    currency: currency?.text() === undefined ? undefined : mapped(currency.text()?.toUpperCase(), currency),
    revenueShare: share === undefined ? undefined : toShare(share),
    description: description === undefined ? undefined : toShortText(description, 300),
  };
  if (named === undefined || (name === undefined && unit === undefined && fields(details) === undefined))
    return undefined;
  // Without a unit the metric counts itself: api_calls are counted in api_calls.
  return fields({
    name: named,
    unit: (unit === undefined ? undefined : toText(unit)) ?? assumedUnit(named, name ?? node),
    ...details,
  });
}

function assumedUnit(named: unknown, node: SourceNode): unknown {
  const text = typeof named === 'string' ? named : (node.text() ?? 'unit');
  return guessed(text.slice(0, 63), node, 'No unit is given; the name of the metric was assumed.');
}

function priceOf(node: SourceNode): unknown {
  const cents = node.find(
    'pricePerUnitCents',
    'priceCents',
    'unitPriceCents',
    'cents',
    'amountCents',
    'costCents',
    'rateCents',
  );
  const price = node.find('price', 'pricePerUnit', 'unitPrice', 'amount', 'rate', 'cost');
  return (
    (cents === undefined ? undefined : toAmountFromCents(cents)) ??
    (price === undefined ? undefined : toAmount(price))
  );
}

/** Objectives as a list, or as a mapping from names to percentages. */
export function toSlos(node: SourceNode): unknown {
  return list(namedItems(node).map(({ name, node: item }) => sloOf(item, name)));
}

function sloOf(node: SourceNode, key?: string): unknown {
  if (!node.isMapping) {
    const objective = key === undefined ? undefined : percentageOf(node);
    return objective === undefined ? undefined : { name: key, objective };
  }
  const name = node.find('name', 'metric', 'type', 'slo');
  const target = node.find('objective', 'target', 'value', 'threshold', 'goal');
  const named = name?.text() === undefined ? key : toText(name);
  const objective = target === undefined ? undefined : percentageOf(target);
  const window = node.find('window', 'period', 'over');
  const indicator = node.find('indicator', 'sli', 'description', 'measuredBy');
  if (named === undefined || objective === undefined) return undefined;
  return fields({
    name: named,
    objective,
    window: window === undefined ? undefined : toDuration(window, 'd'),
    indicator: indicator === undefined ? undefined : toShortText(indicator, 500),
  });
}

function percentageOf(node: SourceNode): unknown {
  const text = node.scalarText();
  return text !== undefined && /^\d{1,3}(\.\d+)?\s*%?$/.test(text)
    ? mapped(typeof node.value === 'number' ? node.value : text.replace(/\s+/, ''), node)
    : undefined;
}

/** A software bill of materials by address or attachment. */
export function toSbom(node: SourceNode): unknown {
  const text = node.text();
  if (text !== undefined) return isUrl(text) ? { url: mapped(text, node) } : { path: mapped(text, node) };
  const url = node.find('url', 'href', 'location', 'uri');
  const path = node.find('path', 'file');
  const digest = node.find('digest', 'sha256', 'hash', 'checksum');
  const format = node.find('format', 'type');
  return fields({
    url: url === undefined ? undefined : toText(url),
    path: path === undefined ? undefined : toText(path),
    digest: digest === undefined ? undefined : toDigest(digest),
    format: format === undefined ? undefined : toSbomFormat(format),
  });
}

/** `sha256:…` also from the bare sixty-four digits. */
export function toDigest(node: SourceNode): unknown {
  const text = node.text()?.toLowerCase();
  return text === undefined ? undefined : mapped(/^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : text, node);
}

function toSbomFormat(node: SourceNode): unknown {
  const text = node.text() ?? '';
  const format = /cyclone/i.test(text) ? 'cyclonedx' : /spdx/i.test(text) ? 'spdx' : undefined;
  if (format === undefined) return undefined;
  return format === text
    ? mapped(format, node)
    : lossy(format, node, `${JSON.stringify(text)} became ${format}.`);
}

/** Signed statements, by path. */
export function toAttestations(node: SourceNode): unknown {
  const items = node.isList ? node.items() : [node];
  return list(
    items.map((item) => {
      if (!item.isMapping) return toText(item);
      const path = item.find('path', 'file', 'ref', 'url');
      const type = item.find('type', 'predicateType');
      return path?.text() === undefined
        ? undefined
        : fields({ path: toText(path), type: type === undefined ? undefined : toText(type) });
    }),
  );
}
