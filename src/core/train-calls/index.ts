export { findTrainCalls, mask } from './find.js';
export { DEFAULT_PATTERNS } from './patterns.js';
export {
  EXECUTIONS_KEPT,
  type CallExecution,
  type CallTimes,
  type FileTimes,
  type Position,
  type TrainCall,
} from './types.js';
