export { attribute } from './attribute.js';
export { epochCall } from './epoch-call.js';
export { ExecutionLog } from './execution-log.js';
export { findTrainCalls, mask, type OwnPatterns } from './find.js';
export { DEFAULT_PATTERNS } from './patterns.js';
export { labelled } from './printed-labels.js';
export {
  EXECUTIONS_KEPT,
  type CallExecution,
  type CallTimes,
  type FileTimes,
  type Position,
  type TrainCall,
} from './types.js';
