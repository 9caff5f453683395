/**
 * Draws a provider's chart as Mermaid: `node scripts/diagram.js --provider flinks [--state open.flow.connecting]`.
 *
 * An overview for people. Every arrow joins two states of one box, since Mermaid misplaces what crosses a border; boxes
 * within boxes are closed. Left out: ambient events, and what stays where it is. Where many states lead to one by the
 * same event, the arrow is drawn from the state before it, and once from "elsewhere".
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { providerNamed } from '../dist/index.js';

/** @typedef {import('xstate').StateNode} Node */
/** One event that leads from a state to another of the same box; from null, it does so wherever in the box. */
/** @typedef {{ from: Node | null, to: Node, label: string }} Move */

const maxDepth = 2;
const maxLabels = 3;
/** So many states that lead to one by the same event are "many". */
const many = 4;
const colours = {
  succeeded: 'fill:#d7f5dd,stroke:#1a7f37,color:#0b3d1a',
  unsuccessful: 'fill:#ffe3e0,stroke:#b3261e,color:#5c0f0a',
  cancelled: 'fill:#e9e9ee,stroke:#6b6b76,color:#2c2c33',
};

/**
 * The Mermaid text of a provider's chart, or of one of its compound states.
 *
 * @param {import('../dist/index.js').Provider} provider
 * @param {string} [path] the dotted path of the state to draw, without the machine's id
 */
export function diagramOf(provider, path = '') {
  const top = nodeAt(provider.machine.root, path);
  const moves = movesOf(provider.machine.root, provider.ambient);
  /** @type {string[]} */
  const classes = [];
  return ['stateDiagram-v2', ...Object.entries(colours).map(([name, style]) => `  classDef ${name} ${style}`)]
    .concat(inside(top, 0, '  '), classes)
    .join('\n');

  /** @param {Node} node @param {number} depth @param {string} indent @returns {string[]} */
  function inside(node, depth, indent) {
    const children = Object.values(node.states);
    const boxes = children.map((child) => box(child, depth + 1, indent));
    // Regions run side by side; Mermaid parts them by a line.
    if (node.type === 'parallel')
      return boxes.flatMap((lines, index) => (index === 0 ? lines : [`${indent}--`, ...lines]));
    const arrows = arrowsOf(node, moves.get(node.id) ?? []);
    const sources = ['anywhere', 'elsewhere']
      .filter((where) => arrows.some(({ from }) => from === placeIn(node, where)))
      .map((where) => `${indent}state "${where} in ${node.key}" as ${placeIn(node, where)}`);
    return [
      ...boxes.flat(),
      ...sources,
      `${indent}[*] --> ${idOf(node.initial.target?.[0] ?? node)}`,
      ...arrows.map(({ from, to, labels }) => `${indent}${from} --> ${to} : ${shortened(labels)}`),
      ...children.filter(({ type }) => type === 'final').map((child) => `${indent}${idOf(child)} --> [*]`),
    ];
  }

  /** @param {Node} node @param {number} depth @param {string} indent @returns {string[]} */
  function box(node, depth, indent) {
    const name = `${indent}state "${node.key}" as ${idOf(node)}`;
    // A region is no depth of its own.
    const inner = node.parent?.type === 'parallel' ? depth - 1 : depth;
    if (inner < maxDepth && hasMoves(node)) return [`${name} {`, ...inside(node, inner, `${indent}  `), `${indent}}`];
    const outcome = Object.keys(colours).find((tag) => node.tags.includes(tag));
    if (outcome !== undefined) classes.push(`  class ${idOf(node)} ${outcome}`);
    return [name];
  }

  /** Whether there is anything to draw inside. @param {Node} node @returns {boolean} */
  function hasMoves(node) {
    return moves.has(node.id) || (node.type === 'parallel' && Object.values(node.states).some(hasMoves));
  }
}

/**
 * The compound states that the overview shows as one box and that are worth a drawing of their own: dotted paths.
 *
 * @param {import('../dist/index.js').Provider} provider
 */
export function detailsOf(provider) {
  const moves = movesOf(provider.machine.root, provider.ambient);
  /** @type {string[]} */
  const paths = [];
  /** @param {Node} node @param {number} depth */
  const visit = (node, depth) => {
    const children = Object.values(node.states);
    if (depth >= maxDepth && children.length > 3 && moves.has(node.id)) paths.push(node.path.join('.'));
    else for (const child of children) visit(child, node.type === 'parallel' ? depth : depth + 1);
  };
  visit(provider.machine.root, 0);
  return paths;
}

/**
 * What moves, by the id of the box that it is drawn in.
 *
 * @param {Node} root
 * @param {ReadonlySet<string>} ambient
 */
function movesOf(root, ambient) {
  /** @type {Map<string, Move[]>} */
  const moves = new Map();
  /** @param {Node} node */
  const visit = (node) => {
    for (const [type, transitions] of /** @type {[string, import('xstate').AnyTransitionDefinition[]][]} */ ([
      ...node.transitions,
      ['', node.always ?? []],
    ])) {
      if (ambient.has(type)) continue;
      for (const transition of transitions) {
        for (const target of transition.target ?? [])
          add(node, target, labelOf(type, transition, transitions.length > 1));
      }
    }
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(root);
  return moves;

  /** @param {Node} source @param {Node} target @param {string} label */
  function add(source, target, label) {
    const above = lineage(source);
    const below = lineage(target);
    let depth = 0;
    while (above[depth] !== undefined && above[depth] === below[depth]) depth += 1;
    const box = above[depth - 1];
    const to = below[depth];
    // Without a state below the box that both lie in, the target is the source itself or around it, entered anew.
    if (box === undefined || to === undefined || box.type === 'parallel') return;
    moves.set(box.id, [...(moves.get(box.id) ?? []), { from: above[depth] ?? null, to, label }]);
  }
}

/**
 * The arrows of one box: the moves between the same two states as one, the many that lead to one state thinned out.
 *
 * @param {Node} box
 * @param {readonly Move[]} moves
 */
function arrowsOf(box, moves) {
  const order = Object.values(box.states);
  /** @type {Map<string, { from: string, to: string, labels: string[] }>} */
  const arrows = new Map();
  for (const { from, to, label } of moves) {
    const alike = moves.filter((other) => other.to === to && other.label === label && other.from !== null);
    const sources = order.filter((state) => alike.some((other) => other.from === state));
    const nearest = sources.findLast((state) => order.indexOf(state) < order.indexOf(to)) ?? sources[0];
    const isThinned = from !== null && sources.length >= many && from !== nearest;
    const source = from === null ? placeIn(box, 'anywhere') : isThinned ? placeIn(box, 'elsewhere') : idOf(from);
    const key = `${source} ${idOf(to)}`;
    const arrow = arrows.get(key) ?? { from: source, to: idOf(to), labels: [] };
    arrows.set(key, arrow);
    if (!arrow.labels.includes(label)) arrow.labels.push(label);
  }
  return [...arrows.values()];
}

/** A node and what it lies in, outermost first. @param {Node} node @returns {Node[]} */
function lineage(node) {
  return node.parent === undefined ? [node] : [...lineage(node.parent), node];
}

/**
 * The event's name; where one name branches, with the guard that chooses.
 *
 * @param {string} type
 * @param {import('xstate').AnyTransitionDefinition} transition
 * @param {boolean} branches
 */
function labelOf(type, { guard }, branches) {
  const condition =
    typeof guard === 'string' ? guard : guard !== undefined && 'type' in guard ? String(guard.type) : '';
  if (type === '') return `[${condition}]`;
  return branches ? `${type} [${condition || 'else'}]` : type;
}

/** @param {readonly string[]} labels */
function shortened(labels) {
  const more = labels.length - maxLabels;
  return [...labels.slice(0, maxLabels), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

/** The path as a name that Mermaid takes: no other node has it, and it is no word of Mermaid's own. @param {Node} node */
function idOf(node) {
  return [node.machine.id, ...node.path].map((key) => key.replace(/\W/g, '_')).join('__');
}

/** A source of arrows that is no state. @param {Node} box @param {string} where */
function placeIn(box, where) {
  return `${idOf(box)}___${where}`;
}

/** @param {Node} root @param {string} path @returns {Node} */
function nodeAt(root, path) {
  let node = root;
  for (const key of path === '' ? [] : path.split('.')) {
    const child = node.states[key];
    if (child === undefined) throw new Error(`There is no state "${path}".`);
    node = child;
  }
  return node;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { provider: { type: 'string' }, state: { type: 'string' } } });
  console.log(diagramOf(providerNamed(values.provider ?? ''), values.state));
}
