/** What diagrams and reports call the events of a chart. */

/** The event in words where it is one of XState's own: a delay, or the end of what runs inside. */
export function labelOf(event: string, nodeId: string): string {
  if (event === '') return 'always';
  if (event === '*') return 'any other event';
  if (event.startsWith('xstate.done.state.')) return 'done';
  const delay = /^xstate\.after\.(.+)$/.exec(event)?.[1];
  if (delay !== undefined) return `after ${durationOf(delay.slice(0, -nodeId.length - 1))}`;
  const [, what, actor] = /^xstate\.(done|error|snapshot)\.actor\.(.+)$/.exec(event) ?? [];
  return what === undefined ? event : `${what}: ${actor}`;
}

/** A delay: of a number, the milliseconds; or a name. */
function durationOf(delay: string): string {
  const milliseconds = Number(delay);
  if (Number.isNaN(milliseconds)) return delay;
  return milliseconds >= 1000 && milliseconds % 100 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
