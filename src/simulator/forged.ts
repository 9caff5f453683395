/** A message with the widget's window and a strange origin. */

/** What a forged page is told in the fragment of its address. */
export interface Forgery {
  readonly message: unknown;
  /** Where the widget is, so that it comes back; null where it cannot. */
  readonly back: string | null;
}

/**
 * A page that takes a widget's place in its frame, posts what its address carries, and gives the place back. Serve it
 * from another origin than the widget.
 *
 * @example
 * ```ts
 * import { forgedPage } from 'widget-statecharts/simulator';
 *
 * console.log(forgedPage().includes('postMessage')); // true
 * ```
 */
export function forgedPage(): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A strange page</title></head>
<body>
<p>A strange page took the widget's place in its frame, and posted a message. Load the widget again to go on.</p>
<script>
const { message, back } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
(opener ?? parent).postMessage(message, '*');
if (back !== null) location.replace(back);
</script>
</body>
</html>
`;
}

/** The address of a forged page that posts and comes back. */
export function forgedAddress(page: string | undefined, forgery: Forgery): string {
  const address = page ?? `data:text/html;charset=utf-8,${encodeURIComponent(forgedPage())}`;
  return `${address}#${encodeURIComponent(JSON.stringify(forgery))}`;
}
