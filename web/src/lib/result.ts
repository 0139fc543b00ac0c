/**
 * An answer that is either a value or what was wrong with it.
 *
 * Pure. Never throws: what a person can get wrong is a value, not an exception.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
