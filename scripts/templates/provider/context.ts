/** The memory of My Widget's chart: its type, how it begins, what a message adds to it, and what is left at the end. */
import type { MyWidgetEvent } from './events.ts';

/** What My Widget's chart remembers. */
export interface MyWidgetContext {
  readonly reference: string | null;
}

/** What is known when the widget has ended. */
export type MyWidgetOutput = MyWidgetContext;

export const initialContext: MyWidgetContext = { reference: null };

export function outputOf({ reference }: MyWidgetContext): MyWidgetOutput {
  return { reference };
}

/** An event that is sent straight to an actor may lack its data, and then adds nothing. */
export function resultOf({ data }: Partial<MyWidgetEvent>): Partial<MyWidgetContext> {
  return { reference: data?.reference ?? null };
}
