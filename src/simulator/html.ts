/** The simulated widget as a whole page, and the SDKs' scripts, for whoever serves them. Node only. */
import { asset } from './assets.ts';
import type { WidgetConfiguration } from './configuration.ts';
import { style } from './style.ts';

/**
 * The page of a simulated widget, in one piece: serve it, or answer a provider's own address with it. The parameters of
 * its URL go before what is given here: `?path=<id>`, `?seed=7`, see `configurationFrom`.
 *
 * @example
 * ```ts norun
 * import { simulatorPage } from 'widget-statecharts/simulator/page';
 *
 * const html = simulatorPage({ provider: 'flinks', form: { stringify: 'true' } });
 * console.log(html.startsWith('<!doctype html>'));
 * ```
 */
export function simulatorPage(configuration: WidgetConfiguration): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated widget</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script type="application/json" id="widget">${asJson(configuration)}</script>
<script>${asset('widget')}</script>
</body>
</html>
`;
}

/** How a simulated SDK shows the widget. */
export interface SdkConfiguration extends Omit<WidgetConfiguration, 'provider'> {
  /** The address of the widget's page. @default the page is carried by the script, and has the host's own origin */
  readonly frame?: string | undefined;
}

/**
 * A script in the place of Pinwheel's own: it defines `window.Pinwheel` with `open` and `close`. Name it as the
 * `_srcUrl` of `@pinwheel/react-modal`, or answer the CDN's address with it.
 *
 * @example
 * ```ts norun
 * import { pinwheelScript } from 'widget-statecharts/simulator/page';
 *
 * console.log(pinwheelScript({ seed: 7 }).includes('Pinwheel'));
 * ```
 */
export function pinwheelScript(configuration: SdkConfiguration = {}): string {
  return sdkScript('pinwheel', configuration);
}

/**
 * A script in the place of Flexiti's own: it defines `window.FlexitiSDK`. No document names its handlers: here they are
 * `onSuccess`, `onFailure` and `onCancel`, see `FlexitiParams`.
 *
 * @example
 * ```ts norun
 * import { flexitiScript } from 'widget-statecharts/simulator/page';
 *
 * console.log(flexitiScript().includes('FlexitiSDK'));
 * ```
 */
export function flexitiScript(configuration: SdkConfiguration = {}): string {
  return sdkScript('flexiti', configuration);
}

function sdkScript(provider: 'pinwheel' | 'flexiti', { frame, ...rest }: SdkConfiguration): string {
  const page = frame === undefined ? simulatorPage({ ...rest, provider }) : null;
  const given = { frame: frame ?? null, page, form: rest.form ?? {} };
  return `${asset(provider)}\nsimulatedSdk.define(${asJson(given)});\n`;
}

/** JSON that may stand in a script element: only one character could end it. */
function asJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
