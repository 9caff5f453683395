/** What tells the four dialogs apart: their kind, an icon, a colour, and what a screen of theirs would show. */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import type { ProviderName } from '../machines/provider.ts';
import { nodesOf } from '../xstate.ts';

/** The look of a provider's dialog. */
export interface Look {
  readonly kind: string;
  /** The path of an icon on a field of 24 by 24. */
  readonly icon: string;
  /** A hue in degrees. */
  readonly hue: number;
}

export const looks: Readonly<Record<ProviderName, Look>> = {
  flinks: {
    kind: 'Bank connection',
    hue: 215,
    icon: 'M3 9l9-6 9 6v2H3zM5 13h2v6H5zM11 13h2v6h-2zM17 13h2v6h-2zM3 20h18v2H3z',
  },
  flexiti: { kind: 'Payment', hue: 265, icon: 'M2 5h20v4H2zM2 11h20v8H2zM5 15h5v2H5z' },
  opal: {
    kind: 'Identity',
    hue: 190,
    icon: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM3 21c0-5 4-7.500 9-7.500s9 2.500 9 7.500z',
  },
  pinwheel: { kind: 'Payroll', hue: 150, icon: 'M9 4V2h6v2h6v6H3V4zM3 12h18v8H3zM10 11h4v4h-4z' },
};

/** What is drawn where a real widget has its form; nobody can fill it in. */
export type Drawing =
  | { readonly shape: 'fields'; readonly labels: readonly string[] }
  | { readonly shape: 'list' | 'checks' | 'code' | 'file' | 'busy' | 'done' | 'trouble' | 'left' };

const fields = (...labels: string[]): Drawing => ({ shape: 'fields', labels });

/** By what a state's path says, the first that fits. */
const drawings: readonly (readonly [RegExp, Drawing])[] = [
  [/credential|login/i, fields('Username', 'Password')],
  [/mfa|question/i, { shape: 'code' }],
  [/upload|form/i, { shape: 'file' }],
  [/institution|search/i, { shape: 'list' }],
  [/account|connect|bill|card|transactions|consent/i, { shape: 'checks' }],
  [/allocation/i, fields('Amount')],
  [/identity/i, fields('Full name', 'Date of birth')],
  [/open/i, fields('Name', 'Phone number')],
];

/** What a screen in this state would show. */
export function drawingFor(snapshot: AnyMachineSnapshot): Drawing {
  if (snapshot.hasTag('succeeded')) return { shape: 'done' };
  if (snapshot.hasTag('cancelled')) return { shape: 'left' };
  if (snapshot.hasTag('unsuccessful') || snapshot.hasTag('recoverable')) return { shape: 'trouble' };
  const node = screenOf(snapshot);
  if (!node.tags.includes('awaitingUser')) return { shape: 'busy' };
  const path = node.path.join('.');
  return drawings.find(([pattern]) => pattern.test(path))?.[1] ?? fields('Name');
}

/** The state that a user would see: trouble before all, then what awaits the user, then the deepest. */
export function screenOf(snapshot: AnyMachineSnapshot): AnyStateNode {
  const rank = (node: AnyStateNode) => {
    const has = (...tags: string[]) => tags.some((tag) => node.tags.includes(tag));
    const urgency = has('recoverable', 'unsuccessful') ? 200 : has('awaitingUser', 'working', 'loading') ? 100 : 0;
    return node.description === undefined ? 0 : urgency + node.path.length;
  };
  return nodesOf(snapshot).reduce((best, node) => (rank(node) > rank(best) ? node : best));
}

/** A state's name in words: `open.flow.institution.selector` is "Institution: selector". */
export function titleOf(node: AnyStateNode): string {
  const named: string[] = [];
  for (let at: AnyStateNode | undefined = node; at?.parent !== undefined && named.length < 2; at = at.parent) {
    // A region of a parallel state is no screen, and that the widget is open is seen.
    const isScreen = at.parent.type !== 'parallel' && at.type !== 'parallel' && at.key !== 'open';
    if (isScreen) named.unshift(inWords(at.key));
  }
  const [first = inWords(node.key), ...rest] = named;
  return [first, ...rest.map((name) => name.toLowerCase())].join(': ');
}

/** A type in words, without what begins most names of its provider: `COMPONENT_LOAD_MFA` is "Load mfa". */
export function labelOf(type: string): string {
  return inWords(type.replace(/^(COMPONENT_|flx-|opal\.)/, ''));
}

/** `exitedAfterSuccess` and `connect.flow.started` in words. */
function inWords(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
