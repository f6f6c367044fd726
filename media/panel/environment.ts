import * as l10n from '@vscode/l10n';
import type { StartMarker } from '../../src/core/model/marker.js';
import type { Run, Trial, TrialKey } from '../../src/core/model/run.js';
import { dataTitle, formatBytes, formatCount, formatCores, formatSeconds } from '../../src/core/report/index.js';
import { languageName, titleOf } from '../../src/core/report/words.js';
import { dataTable } from './data-table.js';
import { button, html } from './dom.js';
import { folded, type Folded } from './fold.js';
import type { Host } from './host.js';
import { stateWords } from './segment-words.js';
import type { Section, View } from './view.js';

type Fact = readonly [name: string, value: string | undefined];

function facts(list: readonly Fact[]): HTMLElement {
  return html(
    'dl',
    {},
    ...list.flatMap(([name, value]) =>
      value === undefined ? [] : [html('dt', {}, name), html('dd', {}, html('span', {}, value))],
    ),
  );
}

function machine({ environment, dataset, settings, ...run }: Run): HTMLElement {
  const { cpuModel, logicalCores, usableCores, memoryBytes, os, architecture, governor, loadAtStart } = environment;
  const variables = Object.entries(environment.variables).map(([name, value]) => `${name}=${value}`);
  return facts([
    [l10n.t('Processor'), cpuModel],
    [l10n.t('Logical cores'), formatCount(logicalCores)],
    [l10n.t('Usable cores'), usableCores === undefined ? undefined : formatCores(usableCores)],
    [l10n.t('Memory'), formatBytes(memoryBytes)],
    [l10n.t('System'), `${os} (${architecture})`],
    [l10n.t('Frequency governor'), governor],
    [l10n.t('Load at start'), loadAtStart.toFixed(2)],
    [l10n.t('Environment variables'), variables.length === 0 ? l10n.t('none that steer speed') : variables.join(' ')],
    [
      l10n.t('Data'),
      l10n.t(
        '{0}, {1} + {2} images',
        dataTitle(dataset, l10n.t),
        formatCount(dataset.trainImages),
        formatCount(dataset.testImages),
      ),
    ],
    [l10n.t('Data hash (SHA-256)'), dataset.sha256],
    [l10n.t('Threads asked for'), settings.threads === 'default' ? l10n.t('default') : String(settings.threads)],
    [l10n.t('Seed'), String(settings.seed)],
    [l10n.t('Git commit'), environment.gitCommit],
    ['LangBench', run.langbenchVersion],
    [l10n.t('Run'), run.id],
  ]);
}

function threadsFound({ threads }: StartMarker): string {
  return Object.entries(threads)
    .filter(([pool]) => pool !== 'requested')
    .map(([pool, count]) => `${pool} ${count}`)
    .join(', ');
}

/** The most threads that a sample found in a program's processes, all told; undefined where the system does not tell. */
function mostThreads(trials: readonly Trial[]): number | undefined {
  const peaks = trials.flatMap((trial) =>
    trial.state === 'not-started' ? [] : (trial.measurements.resources?.peakThreads ?? []),
  );
  return Math.max(0, ...peaks) || undefined;
}

/** What each implementation was, as its first trial tells, and how many threads it came to. */
function program({ implementations, trials }: Run): readonly Node[] {
  return implementations.flatMap(({ id, title }) => {
    const own = trials.filter((each) => each.implementation === id);
    const trial = own.find(({ state }) => state !== 'not-started');
    if (!trial || trial.state === 'not-started') {
      return [];
    }
    const said = trial.measurements.program;
    const libraries = Object.entries(said?.libraries ?? {}).map(([name, version]) => `${name} ${version}`);
    const threads = mostThreads(own);
    return [
      html('h3', {}, title),
      facts([
        [l10n.t('Language'), said && `${languageName(said.language)} ${said.language_version}`],
        [l10n.t('Framework'), said && `${said.framework} ${said.framework_version}`],
        [l10n.t('Libraries'), libraries.length === 0 ? undefined : libraries.join(', ')],
        ['BLAS', said?.blas],
        [l10n.t('Threads found'), said && threadsFound(said)],
        [l10n.t('Threads of all kinds, at most'), threads === undefined ? undefined : formatCount(threads)],
        [l10n.t('Data hash as read'), trial.measurements.dataSha256],
        [l10n.t('Command line'), trial.command.join(' ')],
      ]),
    ];
  });
}

function logButton({ implementation, block, position }: TrialKey, title: string, host: Host): HTMLElement {
  return button(
    l10n.t('Log'),
    () => {
      host.send({ type: 'open-log', trial: { implementation, block, position } });
    },
    { 'aria-label': l10n.t('Log of {0}, block {1}', title, block) },
  );
}

function trialTable(run: Run, host: Host): HTMLElement {
  const heads = [
    l10n.t('Implementation'),
    l10n.t('Block'),
    l10n.t('Place in block'),
    l10n.t('State'),
    l10n.t('Whole time'),
    l10n.t('Exit'),
    l10n.t('Log'),
  ];
  const rows = run.trials.map((trial) => {
    const title = titleOf(run, trial.implementation);
    const known = [title, String(trial.block), String(trial.position), stateWords(trial) ?? l10n.t('completed')];
    if (trial.state === 'not-started') {
      return [...known, '–', '–', ''];
    }
    const exit = trial.signal ?? String(trial.exitCode ?? '–');
    const log = trial.log === undefined ? '' : logButton(trial, title, host);
    return [...known, formatSeconds(trial.wallSeconds), exit, log];
  });
  return dataTable(l10n.t('Trials in the order of the run'), heads, rows, [l10n.t('State'), l10n.t('Exit')]);
}

/** Where the figures come from: folded, at the end. */
export class Provenance implements Section {
  readonly element = html('section');
  readonly #parts: readonly Folded[];
  #run: Run | undefined;

  constructor(host: Host) {
    const part = (id: string, title: string, make: (run: Run) => Node, region?: string): Folded =>
      folded(host, id, title, () => (this.#run ? make(this.#run) : html('div')), region);
    this.#parts = [
      part('environment', l10n.t('Environment'), machine),
      part('programs', l10n.t('Programs, versions and command lines'), (run) => html('div', {}, ...program(run))),
      part(
        'trials',
        l10n.t('Trials and logs'),
        (run) => trialTable(run, host),
        l10n.t('Trials in the order of the run'),
      ),
    ];
    this.element.append(...this.#parts.map(({ element }) => element));
  }

  update({ snapshot: { run } }: View): void {
    if (this.#run === run) {
      return;
    }
    this.#run = run;
    for (const part of this.#parts) {
      part.refresh();
    }
  }
}
