export function sourceOfSuite(
  files: readonly { name: string; text: string }[],
  suite: string,
  other: string,
): { extension: 'list' | 'sources'; text: string } | undefined;
