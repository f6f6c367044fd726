/** What became of one test inside VS Code; the suite writes an array of them to LANGBENCH_TEST_RESULTS. */
export interface HostResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly error?: string;
}
