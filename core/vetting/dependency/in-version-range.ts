import { ecosystems } from '../vulnerability/ecosystems.ts';

const comparator = /^(?<sign><=|>=|<|>|=)?(?<bound>[^<>=\s]+)$/;

/**
 * Whether a version is in a range such as `>=1.0.0 <2.0.0 || 3.1.0`, in the order of its kind of package; undefined
 * where that cannot be told.
 */
export function inVersionRange(
  type: string,
  version: string | undefined,
  range: string,
): boolean | undefined {
  const order = ecosystems.find(({ purlType }) => purlType === type)?.order;
  if (order === undefined || version === undefined) return undefined;
  const answers = range.split('||').map((part) => holdsAll(part.trim().split(/\s+/), version, order));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function holdsAll(
  parts: readonly string[],
  version: string,
  order: (a: string, b: string) => number | undefined,
): boolean | undefined {
  const answers = parts.map((part) => {
    const { sign = '=', bound } = comparator.exec(part)?.groups ?? {};
    const difference = bound === undefined ? undefined : order(version, bound);
    return difference === undefined ? undefined : holds(sign, difference);
  });
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function holds(sign: string, difference: number): boolean {
  switch (sign) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return difference === 0;
  }
}
