// Where the boxes stand and how the cables between them run: ELK's layered layout (eclipse.dev/elk/reference).
import type { ElkNode } from 'elkjs';
import { LabsError } from '../../errors.ts';
import type { Box, BoxCable } from './boxes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Top left corner of each box. */
  readonly corners: ReadonlyMap<string, Point>;
  /** Corners of each cable's course, in the order of the cables; empty for one within a box. */
  readonly courses: readonly (readonly Point[])[];
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.layered.spacing.nodeNodeBetweenLayers': '90',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.separateConnectedComponents': 'false',
};

/** Throws LabsError `no-library` when the library is not installed. */
export async function layOutBoxes(
  boxes: readonly Box[],
  cables: readonly BoxCable[],
): Promise<Layout> {
  const elk = await openElk();
  const port = (place: string, link: string) => `${place} ${link}`;
  const between = cables.filter(({ from, to }) => from.place !== to.place);
  const joined = new Set(between.flatMap(({ from, to }) => [from.place, to.place]));
  const alone = boxes.map(({ id }) => id).filter((id) => id !== 'host' && !joined.has(id));
  const aside = ({ id, width, height }: Box) =>
    id === 'host' && alone.length > 0
      ? [{ id: 'host alone', x: width, y: height - 12, width: 0, height: 0 }]
      : alone.includes(id)
        ? [{ id: `${id} alone`, x: 0, y: 12, width: 0, height: 0 }]
        : [];
  const graph: ElkNode = {
    id: 'root',
    layoutOptions: OPTIONS,
    children: boxes.map((box) => ({
      id: box.id,
      width: box.width,
      height: box.height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [
        ...box.rows.flatMap(({ side, row, y }) =>
          side === null || row.link === null
            ? []
            : [
                {
                  id: port(box.id, row.link),
                  x: side === 'left' ? 0 : box.width,
                  y,
                  width: 0,
                  height: 0,
                },
              ],
        ),
        ...aside(box),
      ],
    })),
    edges: [
      ...between.map(({ from, to }, index) => ({
        id: `e${index}`,
        sources: [port(from.place, from.link)],
        targets: [port(to.place, to.link)],
      })),
      // Not drawn: what hangs on no cable stands beside the machine, as a neighbour would.
      ...alone.map((id) => ({
        id: `alone ${id}`,
        sources: ['host alone'],
        targets: [`${id} alone`],
      })),
    ],
  };
  const placed = await elk.layout(graph);
  const course = (cable: BoxCable): Point[] => {
    const section = placed.edges?.[between.indexOf(cable)]?.sections?.[0];
    return section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  };
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    corners: new Map(placed.children?.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    courses: cables.map(course),
  };
}

async function openElk(): Promise<{ layout(graph: ElkNode): Promise<ElkNode> }> {
  try {
    const { default: elk } = await import('elkjs/lib/elk.bundled.js');
    // CommonJS seen from ESM: the class is the default export's default where a bundler has not unwrapped it.
    const Elk = elk.default ?? elk;
    return new (Elk as unknown as new () => { layout(graph: ElkNode): Promise<ElkNode> })();
  } catch (cause) {
    throw new LabsError('usage', 'no-library', 'elkjs is not installed', {
      cause,
      params: { library: 'elkjs' },
    });
  }
}
