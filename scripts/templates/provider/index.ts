export type { MyWidgetContext, MyWidgetOutput } from './context.ts';
export type { MyWidgetEvent, MyWidgetEventType } from './events.ts';
export { type MyWidgetNextStep, myWidgetMachine } from './machine.ts';
export { myWidget } from './provider.ts';
