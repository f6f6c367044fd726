import type { Sentence } from '../../core/model/sentence.js';

/** Hears how far data are that are made ready; `fraction` is 0 to 1, and absent where nobody knows. */
export type OnDataProgress = (progress: { readonly message: Sentence; readonly fraction?: number }) => void;
