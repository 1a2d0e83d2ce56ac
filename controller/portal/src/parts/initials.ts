const tones = 7;

/** At most two initials: of the first two words, or the first two letters of a single one. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '?', second] = words.filter((word) => !/^(to|of|the|a|and)$/i.test(word));
  const letters = second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2);
  const [head = '', tail = ''] = letters;
  return head.toUpperCase() + (second ? tail.toUpperCase() : tail.toLowerCase());
}

export function toneOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return hash % tones;
}
