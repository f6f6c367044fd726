import * as v from 'valibot';

/** A message that was understood, or why it was not. */
export type Received<T> = { readonly ok: true; readonly message: T } | { readonly ok: false; readonly reason: string };

/** Reads what came over the bridge; nothing that the schema does not know gets through. */
export function receive<T>(schema: v.GenericSchema<unknown, T>, data: unknown): Received<T> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) {
    return { ok: true, message: result.output };
  }
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  return { ok: false, reason: path ? `${path}: ${issue.message}` : issue.message };
}
