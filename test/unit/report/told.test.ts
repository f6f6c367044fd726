import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkWishes } from '../../../src/core/model/run-settings.js';
import { joined, sentence } from '../../../src/core/model/sentence.js';
import { describeSynthetic, english, tell, type Translate } from '../../../src/core/report/index.js';
import { toldBy, ToldError } from '../../../src/core/told-error.js';

const bundle = new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url);
const translations = JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, string>;
const chinese: Translate = (message, ...values) => english(translations[message] ?? message, ...values);

const told = (throwing: () => unknown): [message: string, inChinese: string] => {
  try {
    throwing();
  } catch (error) {
    return [(error as Error).message, tell(toldBy(error), chinese)];
  }
  throw new Error('Nothing was thrown');
};

it("tells an error in the reader's language, whatever stands in it, and its message in English", () => {
  expect(told(() => checkWishes({ epochs: 0, seed: 'x' }))).toEqual([
    '"epochs" must be a whole number from 1 on, and is 0. "seed" must be a whole number from 0 on, and is "x".',
    '“epochs”必须是不小于 1 的整数，现为 0。 “seed”必须是不小于 0 的整数，现为 "x"。',
  ]);
});

it("knows an error of another bundle, and quotes what is none of LangBench's", () => {
  const elsewhere = Object.assign(new Error('it is not there'), { told: sentence('it is not there') });
  expect(tell(toldBy(elsewhere), chinese)).toBe('它不存在');
  expect(toldBy(new Error('EACCES'))).toBe('EACCES');
  expect(toldBy('thrown')).toBe('thrown');
});

it('tells why digits are synthetic, each source in its place', () => {
  const sources = ['a', 'b'].map((host) => sentence('{0}: {1}', host, sentence('the server answered {0}', 404)));
  const reason = sentence('{0} could not be downloaded ({1})', 'MNIST', joined(sources, '; '));
  const standsInFor = { title: 'MNIST', reason };
  expect(describeSynthetic({ standsInFor }, english)).toBe(
    'Trained on synthetic digits, since MNIST could not be downloaded (a: the server answered 404; b: the server answered 404).',
  );
  expect(describeSynthetic({ standsInFor }, chinese)).toBe(
    '使用合成数字训练，因为MNIST 无法下载（a：服务器返回 404; b：服务器返回 404）。',
  );
});

it('carries what caused it', () => {
  const cause = new Error('why');
  expect(new ToldError(sentence('{0} does not answer', 'it'), { cause })).toMatchObject({
    message: 'it does not answer',
    cause,
  });
});
