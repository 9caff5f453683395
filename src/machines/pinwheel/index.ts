export type { PinwheelContext, PinwheelOutput } from './context.ts';
export type { PinwheelError, PinwheelEvent, PinwheelEventType, PinwheelInput } from './events.ts';
export { type PinwheelNextStep, pinwheelMachine } from './machine.ts';
export { pinwheel } from './provider.ts';
