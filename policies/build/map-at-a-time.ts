/** Processes that run side by side. */
const AT_A_TIME = 4;

/** Maps a list by work that starts a process for each item: a few at a time, the results in order. */
export async function mapAtATime<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as Item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}
