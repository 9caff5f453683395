export type { Arrow, ArrowLine } from './arrows.ts';
export { type Layout, layOut, type PlacedArrow, type PlacedState } from './layout.ts';
export type { Coverage } from './marks.ts';
export { detailsOf, type MermaidOptions, mermaidOf } from './mermaid.ts';
export type { DiagramState, DiagramTransition, ModelOptions } from './model.ts';
export type { Box, Point } from './picture.ts';
export { layoutOf } from './shipped.ts';
export { statelyMachineOf } from './stately.ts';
export { type SvgOptions, svgOf } from './svg.ts';
