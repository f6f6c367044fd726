import { stat } from 'node:fs/promises';
import { languages, type Implementation, type Language } from '../../core/model/experiment.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { languageName } from '../../core/report/words.js';
import type { FailedProbe, Prober } from './probe.js';

/** What somebody chose as an interpreter, where it is none of this language. Undefined when there is nothing at all. */
export async function describeWrongChoice(
  { language }: Pick<Implementation, 'language'>,
  { command, isThere, hung, fault }: FailedProbe,
  by: string | Sentence,
  prober: Prober,
): Promise<Sentence | undefined> {
  const wanted = languageName(language);
  if (!isThere) {
    const found = await stat(command).catch(() => undefined);
    if (!found) return undefined;
    return found.isDirectory()
      ? sentence('{0}, chosen by {1}, is a folder, and an interpreter of {2} is wanted.', command, by, wanted)
      : sentence(
          '{0}, chosen by {1}, is no program that can be run, and an interpreter of {2} is wanted.',
          command,
          by,
          wanted,
        );
  }
  const other = hung ? undefined : await otherLanguage(language, command, prober);
  return other === undefined
    ? sentence('{0}, chosen by {1}, does not answer as {2} does: {3}', command, by, wanted, fault)
    : sentence('{0}, chosen by {1}, is {2}, and {3} is wanted.', command, by, other, wanted);
}

/** The interpreter that it is instead, with its version. */
async function otherLanguage(wanted: string, command: string, prober: Prober): Promise<string | undefined> {
  for (const language of languages.filter((each): each is Language => each !== wanted)) {
    const { answer } = await prober.ask(language, command);
    if (answer) return `${languageName(language)} ${answer.version}`;
  }
  return undefined;
}
