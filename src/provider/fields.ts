/** Checks the fields of a definition, which a caller without types may get wrong. Apart, so that no app carries it. */
import * as z from 'zod/mini';
import { issuesOf, listIssues, type Schema } from './schemas.ts';

/** A schema for a function: which one, types tell. */
export const aFunction = z.custom<(...args: never) => unknown>((value) => typeof value === 'function', {
  params: { problem: 'expected a function' },
});

/** The first thing that is wrong with a value, and where; undefined where nothing is. */
export function firstIssue(schema: Schema, value: unknown): string | undefined {
  const { error } = z.safeParse(schema, value);
  return error && listIssues(issuesOf(error).slice(0, 1));
}
