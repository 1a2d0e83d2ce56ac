import type { FiledRemark } from './linted.ts';

/** As many of one rule in one file as anybody mends before looking again. */
const MOST = 50;

/** Leaves out what repeats: the last remark of a rule that is kept for a file says how many there are in all. */
export function capRemarks(remarks: readonly FiledRemark[]): FiledRemark[] {
  const groups = Map.groupBy(remarks, ({ file, remark }) => `${remark.rule}\0${file}`);
  return [...groups.values()].flatMap((group) => {
    const last = group[MOST - 1];
    if (group.length <= MOST || last === undefined) return group;
    const message = `${last.remark.message} The file has ${group.length.toLocaleString('en')} of these in all.`;
    return [...group.slice(0, MOST - 1), { ...last, remark: { ...last.remark, message } }];
  });
}
