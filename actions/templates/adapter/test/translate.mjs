import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translate } from '../src/translate.mjs';

test('translates an answer and sees when there is none', () => {
  assert.deepEqual(translate('<R><ARTNR>a-1</ARTNR><QTY>12</QTY></R>'), { article: 'a-1', pieces: 12 });
  assert.equal(translate('<R><ERR>4</ERR></R>'), undefined);
});
