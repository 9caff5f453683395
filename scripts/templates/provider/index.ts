export type { MyWidgetContext, MyWidgetOutput } from './context.ts';
export { type MyWidgetEvent, type MyWidgetEventType, myWidgetContents } from './events.ts';
export { myWidgetPayloadGuards } from './guards.ts';
export { type MyWidgetNextStep, myWidgetMachine } from './machine.ts';
export { myWidget } from './provider.ts';
