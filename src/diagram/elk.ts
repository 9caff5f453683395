/** The one place that knows elkjs. It is needed for charts of one's own only, and loaded when one is laid out. */
import { WidgetError } from '../errors.ts';
import type { Point } from './picture.ts';

/** What elkjs is given, and gives back with places. */
export interface ElkGraph {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly layoutOptions?: Record<string, string>;
  readonly children?: ElkGraph[];
  readonly edges?: ElkEdge[];
}

/** An edge of elkjs: sections are where it runs. */
export interface ElkEdge {
  readonly id: string;
  readonly sources: string[];
  readonly targets: string[];
  readonly labels?: {
    text: string;
    width: number;
    height: number;
    x?: number;
    y?: number;
    layoutOptions: Record<string, string>;
  }[];
  readonly sections?: readonly {
    readonly startPoint: Point;
    readonly endPoint: Point;
    readonly bendPoints?: readonly Point[];
  }[];
}

/** Lays out one graph. */
export type Elk = (graph: ElkGraph) => Promise<ElkGraph>;

/**
 * Loads elkjs.
 *
 * @throws WidgetError `INVALID_OPTION` where it is not installed, and later for a graph that it cannot lay out.
 */
export async function loadElk(): Promise<Elk> {
  const { default: module } = await importElk();
  const elk: { layout(graph: ElkGraph): Promise<ElkGraph> } = new module.default() as never;
  return async (graph) => {
    try {
      return await elk.layout(graph);
    } catch (error) {
      const why = String(error).split('\n')[0];
      throw new WidgetError(
        'INVALID_OPTION',
        `This chart cannot be laid out (${why}). The format mermaid draws it without elkjs.`,
      );
    }
  };
}

async function importElk() {
  try {
    return await import('elkjs/lib/elk.bundled.js');
  } catch {
    throw new WidgetError(
      'INVALID_OPTION',
      'A chart of your own is laid out by elkjs, which is not installed: npm install elkjs. The format mermaid does without.',
    );
  }
}
