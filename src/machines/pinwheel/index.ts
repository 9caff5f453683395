export type { PinwheelContext, PinwheelOutput } from './context.ts';
export {
  type PinwheelError,
  type PinwheelEvent,
  type PinwheelEventType,
  type PinwheelInput,
  pinwheelContents,
} from './events.ts';
export { type PinwheelNextStep, pinwheelMachine } from './machine.ts';
export { pinwheel } from './provider.ts';
