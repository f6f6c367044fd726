export {
  bcaBootstrap,
  Bootstrap,
  bootstrapBy,
  percentileBootstrap,
  resampled,
  RESAMPLES,
  type Interval,
} from './bootstrap.js';
export { coefficientOfVariation, extent, mean, median, quantile, standardDeviation } from './describe.js';
export { medianAbsoluteDeviation, modifiedZScores, outliers } from './outliers.js';
export { holm, signFlipP } from './tests.js';
