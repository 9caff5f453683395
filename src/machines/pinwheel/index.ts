export {
  type PinwheelError,
  type PinwheelEvent,
  type PinwheelEventType,
  type PinwheelInput,
  type PinwheelScreen,
  pinwheelContents,
  pinwheelScreens,
} from './events.ts';
export {
  type PinwheelContext,
  type PinwheelNextStep,
  type PinwheelOutput,
  pinwheelMachine,
} from './machine.ts';
export { pinwheel } from './provider.ts';
