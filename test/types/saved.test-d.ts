/** A saved session, as a user sees it, and the memories that it is checked by. Checked by tsc. */
import { expectTypeOf } from 'vitest';
import type { StateValue } from 'xstate';
import type * as z from 'zod/mini';
import {
  type FlexitiContext,
  type FlinksContext,
  flinks,
  type OpalContext,
  openSession,
  type PinwheelContext,
  type SavedSession,
  type WidgetErrorCode,
} from '../../src/index.ts';
import type { flexitiMemorySchema } from '../../src/machines/flexiti/events.ts';
import type { flinksMemorySchema } from '../../src/machines/flinks/events.ts';
import type { opalMemorySchema } from '../../src/machines/opal/events.ts';
import type { pinwheelMemorySchema } from '../../src/machines/pinwheel/events.ts';

const saved = openSession(flinks).save();
expectTypeOf(saved).toEqualTypeOf<SavedSession>();
expectTypeOf(saved.provider).toEqualTypeOf<string>();
expectTypeOf(saved.state).toEqualTypeOf<StateValue>();
expectTypeOf(saved.memory.loginId).toEqualTypeOf<unknown>();
// @ts-expect-error what was saved is not to be changed
saved.version = 2;
openSession(flinks, { resume: saved });
// What a storage gives is taken as it is.
openSession(flinks, { resume: null as string | null });
expectTypeOf<'SESSION_MISMATCH'>().toExtend<WidgetErrorCode>();

// A memory is the chart's context, less what its input decides: a key that is missing there would be lost on the way.

type FlinksMemory = Omit<FlinksContext, 'configuration'>;
type FlexitiMemory = Omit<FlexitiContext, 'flow'>;
type OpalMemory = Omit<OpalContext, 'mode'>;
type PinwheelMemory = Omit<PinwheelContext, 'sdkVersion' | 'jobs' | 'onDemandUpdate'>;

expectTypeOf<keyof z.output<typeof flinksMemorySchema>>().toEqualTypeOf<keyof FlinksMemory>();
expectTypeOf<keyof z.output<typeof flexitiMemorySchema>>().toEqualTypeOf<keyof FlexitiMemory>();
expectTypeOf<keyof z.output<typeof opalMemorySchema>>().toEqualTypeOf<keyof OpalMemory>();
expectTypeOf<keyof z.output<typeof pinwheelMemorySchema>>().toEqualTypeOf<keyof PinwheelMemory>();

expectTypeOf<z.output<typeof flinksMemorySchema>>().toExtend<FlinksMemory>();
expectTypeOf<z.output<typeof flexitiMemorySchema>>().toExtend<FlexitiMemory>();
expectTypeOf<z.output<typeof opalMemorySchema>>().toExtend<OpalMemory>();
expectTypeOf<z.output<typeof pinwheelMemorySchema>>().toExtend<PinwheelMemory>();
