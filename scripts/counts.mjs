/** What was tested so far. Its sum is the last line of this process, however it ends. */
export const counts = { passed: 0, failed: 0 };

process.on('exit', (exitCode) => {
  // What ended early must not look like success.
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  if (exitCode === 0 && counts.failed > 0) process.exitCode = 1;
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
});
