import type { Answer } from './answer.ts';

const MOST_A_PAGE = 100;
const USUAL_A_PAGE = 30;

export interface PageRequest {
  readonly url: URL;
  /** As the operation's parameters give them; others have one page of everything. */
  readonly perPage: unknown;
  readonly page: unknown;
  readonly paged: boolean;
}

/** One page of a list, with the header that leads to the others. */
export function cutPage(
  list: readonly unknown[],
  { url, perPage, page, paged }: PageRequest,
): { readonly items: readonly unknown[]; readonly headers: NonNullable<Answer['headers']> } {
  if (!paged) return { items: list, headers: {} };
  const size = Math.min(MOST_A_PAGE, typeof perPage === 'number' && perPage > 0 ? perPage : USUAL_A_PAGE);
  const current = typeof page === 'number' && page > 0 ? page : 1;
  const last = Math.max(1, Math.ceil(list.length / size));
  const linkTo = (number: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [linkTo(current - 1, 'prev'), linkTo(1, 'first')] : []),
    ...(current < last ? [linkTo(current + 1, 'next'), linkTo(last, 'last')] : []),
  ];
  return {
    items: list.slice((current - 1) * size, current * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}
