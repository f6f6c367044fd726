/**
 * Stands for an object that is made at first need: each of these methods waits for it, and so must be one whose answer
 * may come later.
 */
export function late<T extends object, Method extends keyof T>(
  load: () => Promise<T>,
  ...methods: readonly Method[]
): Pick<T, Method> {
  const stand = methods.map((method) => [
    method,
    async (...args: unknown[]): Promise<unknown> => {
      const object = await load();
      return (object[method] as (...args: unknown[]) => unknown).apply(object, args);
    },
  ]);
  return Object.fromEntries(stand) as Pick<T, Method>;
}
