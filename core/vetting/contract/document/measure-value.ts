/** How large a value is when everything that stands twice is counted twice. Counting ends above a limit. */
export function measureValue(
  root: unknown,
  most: { readonly values: number; readonly depth: number },
): { readonly values: number; readonly depth: number } {
  let values = 0;
  let depth = 0;
  const open: { readonly value: unknown; readonly level: number }[] = [{ value: root, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    values++;
    depth = Math.max(depth, next.level);
    if (values > most.values || depth > most.depth) break;
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const value of Object.values(next.value)) open.push({ value, level: next.level + 1 });
  }
  return { values, depth };
}
