const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const LEVEL = String.raw`(?:DEBUG|INFO|WARNING|WARN|ERROR)`;

/** What stands before a line, each with the end that belongs to it. */
const PARTS: readonly string[] = [
  // `2024-05-01T10:11:12.123Z `, `[2024-05-01 10:11:12,123] `; GitLab adds `01O `, Kubernetes on disk `stdout F `, Heroku `app[web.1]: `, nnU-Net a colon
  String.raw`\[?\d{4}[-/]\d\d[-/]\d\d(?:T|,? )${CLOCK}(?:Z|[+-]\d\d:?\d\d| UTC)?\]?(?: \d\d[OE][ +]| std(?:out|err) [FP]| \w{1,60}\[[\w.-]{1,60}\]:|:(?= ))?`,
  String.raw`\[${CLOCK}Z?\]`,
  // Rich's `[05/01/24 10:11:12] `, mmengine's `05/01 10:11:12 - `, Optuna's and Tornado's `[I 2024-05-01 10:11:12,123] `
  String.raw`\[\d\d\/\d\d\/\d\d ${CLOCK}\]`,
  String.raw`\d\d\/\d\d ${CLOCK}(?= - )`,
  String.raw`\[[DIWEC] (?:\d{6} |\d{4}-\d\d-\d\d )?${CLOCK}(?: [\w.]{1,60}:\d{1,6})?\]`,
  String.raw`${CLOCK}(?= +[|-] | \w{1,60}\.\d+ +\| | ${LEVEL} )`,
  // `Jan  2 12:33:44 `, syslog's `Jan  2 12:33:44 host python[123]: `
  String.raw`[A-Z][a-z]{2} [ \d]\d ${CLOCK}(?: [\w.-]{1,60} [\w./-]{1,60}\[\d+\]:)?`,
  // absl
  String.raw`[IWEF]\d{4} ${CLOCK} +\d+ [\w.]{1,60}:\d+\]`,
  // Python's logging: `INFO:root:`, `[INFO] `, `INFO     `, `[__main__]`; structlog's `[info     ]`, loguru's `__main__:main:33 - `, Airflow's `{subprocess.py:93} `
  String.raw`\[?${LEVEL}\b\]?(?::[\w.]{1,60}:|:| {0,8})`,
  String.raw`\[(?:debug|info|warning|error) {0,5}\]`,
  String.raw`[\w.]{1,60}(?= - ${LEVEL} )`,
  String.raw`[\w.]{1,60}:[\w.<>]{1,60}:\d+(?= - )`,
  String.raw`[[{](?:__main__|[\w./-]{1,60}:\d{1,5})[\]}]:?`,
  // docker compose and foreman, `kubectl logs --prefix`, `gh run view --log`
  String.raw`[\w.-]{1,60}(?:[_-]\d{1,4} |\.\d{1,4}) {1,40}(?=\| )`,
  String.raw`\[pod\/[\w./-]{1,120}\]`,
  String.raw`[^\t]{1,80}\t[^\t]{1,80}\t(?=\d{4}-\d\d-\d\dT)`,
  // Workers' ranks: MPI and Horovod, torchrun, Ray, `srun --label`; with a time behind it a number is a label
  String.raw`\[(?:\d+,)?\d+\]<std(?:out|err)>:`,
  String.raw`\[(?:rank|default)\d+\]:`,
  String.raw`\(\w{1,60} pid=\d+[^()]{0,40}\)`,
  String.raw`\d{1,5}:(?= )(?! \d[\d.]* ?[a-z])`,
];
const PART = new RegExp(String.raw`(?:${PARTS.join('|')})(?: {0,8}[|-](?= ))?`, 'y');
const MAX_PARTS = 6;

export const logPrefixPatterns = [PART];

/** A line without what containers, CI, launchers of workers and logging have put before it, up to one blank, and without blanks at its end. */
export function withoutLogPrefix(text: string): string {
  let end = 0;
  for (let part = 0; part < MAX_PARTS; part++) {
    PART.lastIndex = end;
    if (!PART.test(text)) {
      break;
    }
    end = PART.lastIndex + (text.charAt(PART.lastIndex) === ' ' ? 1 : 0);
  }
  return text.slice(end).trimEnd();
}
