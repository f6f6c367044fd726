import type { Progress } from './tracker.js';
import { english, type Translate } from '../report/translate.js';

/** What the program of the trial under way does now, by the phase that ended last. */
export function activityText({ lastPhase, epochsDone, epochs }: Progress, say: Translate = english): string {
  switch (lastPhase) {
    case undefined:
      return say('starting');
    case 'import':
      return say('preprocessing');
    case 'preprocessing':
      return say('building the model');
    case 'evaluation':
    case 'prediction':
    case 'training':
      return say('finishing');
    case 'build':
    case 'epoch':
      return epochsDone < epochs ? say('epoch {0} of {1}', epochsDone + 1, epochs) : say('evaluating');
  }
}
