/** What the old system answers, in the words of our API. Undefined when it has no such article. */
export function translate(xml) {
  const article = /<ARTNR>([^<]+)<\/ARTNR>/.exec(xml)?.[1];
  const pieces = /<QTY>(\d+)<\/QTY>/.exec(xml)?.[1];
  return article === undefined || pieces === undefined ? undefined : { article, pieces: Number(pieces) };
}
