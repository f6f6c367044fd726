import { compareRun, tellingTrials } from '../../core/compare/index.js';
import type { Implementation } from '../../core/model/experiment.js';
import type { Run } from '../../core/model/run.js';
import { conditions, type Translate } from '../../core/report/index.js';
import { epochCall, findTrainCalls, type TrainCall } from '../../core/train-calls/index.js';
import { briefName } from '../brief-name.js';
import type { CallAnnotation, Comparison, FileAnnotations } from './annotation.js';
import { figuresOfPhase, figuresOfRun } from './figures.js';

/** The result panel, a click away, has all of them. */
const MOST_WARNINGS = 2;

/**
 * What a benchmark says of one of its programs, for the program's train calls. Undefined when it measured no epoch, or
 * when the program's text has no call that trains.
 *
 * @param source the program's text as it was run
 */
export function annotationsOfRun(
  run: Run,
  implementation: Implementation,
  source: string,
  say: Translate,
): FileAnnotations | undefined {
  const figures = figuresOfRun(run, implementation.id);
  const call = epochCall(source, implementation.language);
  if (figures === undefined || call === undefined) return undefined;
  const comparison = comparisonOf(run, implementation.id);
  const told = conditions(run, say);
  return {
    measuredAt: run.finishedAt ?? run.startedAt,
    source: { kind: 'benchmark', runId: run.id, implementation: implementation.id },
    conditions: told.items,
    warnings: told.warnings.slice(0, MOST_WARNINGS),
    calls: [
      {
        call: { ...call, line: call.start.line },
        figures,
        origin: 'benchmark',
        ...(comparison && { comparison }),
      },
      ...otherPhases(run, implementation, source, call),
    ],
    unattributed: 0,
  };
}

/**
 * What was measured of the statements under `@time` beside the one that trains: of the phases, in their order, where the
 * program has exactly one statement for each.
 */
function otherPhases(run: Run, { id, language }: Implementation, source: string, trained: TrainCall): CallAnnotation[] {
  if (language !== 'julia') return [];
  const timed = findTrainCalls(source, language).filter(({ kind }) => kind === 'timed');
  const spans = tellingTrials(run, id)[0]?.measurements.phases ?? [];
  const phases = [...new Set(spans.map(({ phase }) => phase))].filter((phase) => phase !== 'import');
  const place = timed.findIndex(({ ordinal }) => ordinal === trained.ordinal);
  if (timed.length !== phases.length || place !== phases.indexOf('epoch')) return [];
  return timed.flatMap((call, index): CallAnnotation[] => {
    const phase = phases[index];
    const figures = phase === undefined || index === place ? undefined : figuresOfPhase(run, id, phase);
    return figures === undefined ? [] : [{ call: { ...call, line: call.start.line }, figures, origin: 'benchmark' }];
  });
}

/** Against the fastest, or for the fastest against the next; none where the run cannot tell which is faster. */
function comparisonOf(run: Run, implementation: string): Comparison | undefined {
  const { reference, comparisons } = compareRun(run);
  for (const { a, b, outcome } of comparisons) {
    if (outcome.state !== 'seen' && outcome.state !== 'judged') continue;
    if (outcome.state === 'judged' && outcome.verdict === 'inconclusive') continue;
    const blocks = outcome.state === 'seen' && { blocks: outcome.blocks };
    if (a === implementation) return { other: briefName(run.implementations, b), ratio: outcome.ratio, ...blocks };
    if (implementation === reference)
      return { other: briefName(run.implementations, a), ratio: 1 / outcome.ratio, ...blocks };
  }
  return undefined;
}
