import * as v from 'valibot';
import { TrialKeySchema } from '../core/model/run-schema.js';
import { remedySettings } from '../core/report/remedy.js';

/** Formats that the extension makes from the run itself. */
const DATA_FORMATS = ['markdown', 'csv', 'json'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** Pictures are drawn by the page. 32 MiB of text is far above what a figure needs. */
const picture = v.pipe(v.string(), v.maxLength(32 * 1024 * 1024));
/** valibot's own expression, which groups by four, overflows the stack from 4.5 MB on. */
const BASE64 = /^[\d+/A-Z]*={0,2}$/i;

/** What the page asks of the extension. */
export const ToHostSchema = v.variant('type', [
  /** The page listens now. */
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('copy') }),
  v.strictObject({ type: v.literal('save'), format: v.picklist(DATA_FORMATS) }),
  v.strictObject({ type: v.literal('save-svg'), svg: picture }),
  v.strictObject({ type: v.literal('save-png'), base64: v.pipe(picture, v.regex(BASE64)) }),
  /** A picture could not be drawn. */
  v.strictObject({ type: v.literal('picture-failed'), reason: v.pipe(v.string(), v.maxLength(1000)) }),
  v.strictObject({ type: v.literal('open-log'), trial: TrialKeySchema }),
  v.strictObject({ type: v.literal('open-file') }),
  v.strictObject({ type: v.literal('compare') }),
  v.strictObject({ type: v.literal('stop-comparing') }),
  v.strictObject({ type: v.literal('run') }),
  v.strictObject({ type: v.literal('rerun') }),
  v.strictObject({ type: v.literal('cancel') }),
  v.strictObject({ type: v.literal('set-up') }),
  /** A setting is to be changed before a program can run. */
  v.strictObject({ type: v.literal('open-setting'), name: v.picklist(remedySettings) }),
]);

export type ToHost = v.InferOutput<typeof ToHostSchema>;

/** What the page keeps across reloads; the extension reads the ids from it when the window comes back. */
export const PageStateSchema = v.object({
  runId: v.optional(v.string()),
  baselineId: v.optional(v.string()),
  /** The measure of which every trial is shown. */
  measure: v.exactOptional(v.string()),
  /** The block whose trials the lanes show; absent for the typical trial. */
  block: v.optional(v.number()),
  /** Whether the table shows exact values. */
  exact: v.exactOptional(v.boolean()),
  /** How far the page is scrolled, in pixels. */
  scroll: v.exactOptional(v.number()),
  /** Ids of the folded parts that stand open. */
  open: v.exactOptional(v.array(v.string())),
});

export type PageState = v.InferOutput<typeof PageStateSchema>;
