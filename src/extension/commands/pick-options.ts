import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import type { Readiness } from '../../core/model/readiness.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { RunSettings } from '../../core/model/run.js';
import { tell } from '../../core/report/translate.js';
import { readinessText, versionsOf } from '../readiness-text.js';
import { pickDataset } from './dataset-step.js';
import { askForNumber, pickMany, pickOne, runSteps, type Choice } from './steps.js';

/** Everything that the options' steps decide. */
export type RunChoices = Pick<RunSettings, 'implementations' | 'epochs' | 'blocks' | 'threads' | 'dataset'>;

const TOTAL_STEPS = 5;
const WHOLE_NUMBER = /^[1-9]\d{0,3}$/;

/** Asks for a run's options step by step, `choices` preselected; undefined when the person thinks better of it. */
export async function pickOptions(
  { experiment }: LoadedExperiment,
  readiness: readonly Readiness[],
  choices: RunChoices,
): Promise<RunChoices | undefined> {
  const title = vscode.l10n.t('Run {0}', experiment.title);
  const frame = (step: number): { title: string; step: number; totalSteps: number } => ({
    title,
    step,
    totalSteps: TOTAL_STEPS,
  });
  let chosen = choices;
  const choose = (change: Partial<RunChoices>): void => {
    chosen = { ...chosen, ...change };
  };
  const finished = await runSteps([
    async () =>
      pickMany(
        { ...frame(1), placeholder: vscode.l10n.t('Which implementations take part?') },
        experiment.implementations.map(({ id, title: label }) => ({
          label,
          value: id,
          ...describe(readiness.find(({ implementation }) => implementation === id)),
        })),
        chosen.implementations,
        (implementations) => {
          choose({ implementations });
        },
      ),
    async () =>
      askForNumber(
        { ...frame(2), prompt: vscode.l10n.t('How many epochs does each trial train?') },
        chosen.epochs,
        WHOLE_NUMBER,
        (epochs) => {
          choose({ epochs });
        },
      ),
    async () =>
      pickOne(
        { ...frame(3), placeholder: vscode.l10n.t('How many blocks? Every implementation runs once in each.') },
        blockChoices(),
        chosen.blocks,
        (blocks) => {
          choose({ blocks });
        },
      ),
    async () =>
      pickOne(
        { ...frame(4), placeholder: vscode.l10n.t('How many threads does each program get?') },
        threadChoices(chosen.threads),
        chosen.threads,
        (threads) => {
          choose({ threads });
        },
      ),
    async () =>
      pickDataset(frame(5), experiment.datasets, chosen.dataset, (dataset) => {
        choose({ dataset });
      }),
  ]);
  return finished ? chosen : undefined;
}

function describe(readiness: Readiness | undefined): { description?: string; detail?: string } {
  if (readiness === undefined) return {};
  return readiness.state === 'ready'
    ? { description: [readinessText(readiness), ...versionsOf(readiness)].join(' · ') }
    : { description: readinessText(readiness), detail: tell(readiness.problem.message, vscode.l10n.t) };
}

function blockChoices(): Choice<number>[] {
  return [
    { label: '1', value: 1, description: vscode.l10n.t('quick: no interval') },
    { label: '5', value: 5, description: vscode.l10n.t('standard: a preliminary interval') },
    { label: '10', value: 10, description: vscode.l10n.t('rigorous') },
  ];
}

/** No more than the machine has cores, unless that was chosen before. */
function threadChoices(current: number | 'default'): Choice<number | 'default'>[] {
  const counts = [1, 2, 4, 8, 16].filter((count) => count <= availableParallelism());
  if (current !== 'default' && !counts.includes(current)) counts.push(current);
  return [
    {
      label: vscode.l10n.t('Defaults'),
      value: 'default',
      description: vscode.l10n.t('whatever each framework does by itself'),
    },
    ...counts.map((count) => ({
      label: count === 1 ? vscode.l10n.t('one thread each') : vscode.l10n.t('{0} threads each', count),
      value: count,
    })),
  ];
}
