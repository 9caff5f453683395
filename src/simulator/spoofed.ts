/** A message with the widget's window and a strange origin. */

import { jsonForScript } from './json.ts';

/** What a spoofed page reads in the fragment of its address. */
interface Spoof {
  readonly message: unknown;
  /** Where the widget is, so that it comes back; null where it can't. */
  readonly back: string | null;
}

/** How a spoofed page is made. */
export interface SpoofedPageOptions {
  /** The origin of the widget's page, the only one that is gone back to; null goes back to none. */
  readonly back: string | null;
}

/**
 * A page that takes a widget's place in its frame, posts what its address carries, and gives the place back. It has to
 * have another origin than the widget. Anybody can write its address, so it only ever goes back to pages of one origin.
 */
export function spoofedPage({ back }: SpoofedPageOptions): string {
  const origin = back !== null && /^https?:\/\//.test(back) ? back : null;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A strange page</title></head>
<body>
<p>A strange page took the widget's place in its frame, and posted a message. Load the widget again to go on.</p>
<script>
const { message, back } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
(opener ?? parent).postMessage(message, '*');
const known = ${jsonForScript(origin)};
// At once, a driver of the browser may lose the frame between two processes.
if (known !== null && URL.canParse(back) && new URL(back).origin === known) setTimeout(() => location.replace(back), 50);
</script>
</body>
</html>
`;
}

/**
 * The address of a spoofed page that posts a message and comes back.
 * @param page Where such a page is served; by default a `data:` page, whose origin is "null".
 */
export function spoofedAddress(page: string | undefined, { message, back }: Spoof): string {
  const origin = back === null ? null : new URL(back).origin;
  const address = page ?? `data:text/html;charset=utf-8,${encodeURIComponent(spoofedPage({ back: origin }))}`;
  return `${address}#${encodeURIComponent(JSON.stringify({ message, back }))}`;
}
