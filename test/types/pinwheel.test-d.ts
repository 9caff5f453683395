/** Our schemas against the types of Pinwheel's own SDK: what they may send must be what we take. Checked by tsc. */
import type { EventPayloadMap as Version2 } from '@pinwheel/react-modal/dist/src/client-events/registry/v2.3.js';
import type { EventPayloadMap as Version3 } from '@pinwheel/react-modal/dist/src/client-events/registry/v3.js';
import { expectTypeOf } from 'vitest';
import type * as z from 'zod/mini';
import type { PinwheelEventType, pinwheelContents } from '../../src/machines/pinwheel/events.ts';

type Ours = { [TType in PinwheelEventType]: z.input<(typeof pinwheelContents)[TType]> };

/** The names whose payloads, as the SDK has them, our schema would not take. */
type Refused<TTheirs> = {
  [TName in keyof TTheirs & PinwheelEventType]: TTheirs[TName] extends Ours[TName] ? never : TName;
}[keyof TTheirs & PinwheelEventType];

// Deep imports that stopped resolving would be `any`, and would prove nothing.
expectTypeOf<Version2>().not.toBeAny();
expectTypeOf<Version3>().not.toBeAny();

// Every name that the SDKs know is in our catalogue.
expectTypeOf<keyof Version2>().toExtend<PinwheelEventType>();
expectTypeOf<keyof Version3>().toExtend<PinwheelEventType>();
expectTypeOf<'input_amount'>().toExtend<keyof Version2>();
expectTypeOf<'input_amount'>().not.toExtend<keyof Version3>();

// Their payloads are ours, for every name that both know.
expectTypeOf<Refused<Version2>>().toBeNever();
expectTypeOf<Refused<Version3>>().toBeNever();

// The comparison can fail.
expectTypeOf<Refused<{ login: { platformId: string }; open: Version3['open'] }>>().toEqualTypeOf<'login'>();
expectTypeOf<Refused<{ success: Version3['success'] | { job: number } }>>().toEqualTypeOf<'success'>();
