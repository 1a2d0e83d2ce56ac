/** Characters and pairs of an id that many fonts draw alike, each with the one that stands for the group. */
const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[1li]/g, 'l'],
  [/0/g, 'o'],
  [/5/g, 's'],
  [/2/g, 'z'],
  [/-/g, ''],
];

/** Two ids with the same skeleton are easily mistaken for each other. */
export function skeletonOf(id: string): string {
  return lookAlikes.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), id);
}
