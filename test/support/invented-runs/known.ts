export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The invented run lacks a part that it is made of.');
  return value;
}
