/** The simulated widget as a whole page, and the script of a simulated SDK, for whoever serves them. Node only. */
import type { Kit } from '../kit/kit.ts';
import { shippedKits } from '../shipped.ts';
import { asset } from './assets.ts';
import { checkCall, configurationKeys, type WidgetConfiguration } from './configuration.ts';
import { invalidOption } from './errors.ts';
import { jsonForScript } from './json.ts';
import { scriptOf } from './sdk.ts';
import { style } from './style.ts';
import { variantsOf } from './variants.ts';

/** What a simulated widget's page is made of. */
export interface SimulatorPageOptions extends WidgetConfiguration {
  /**
   * The text of a script that runs in the page and calls `startPage(kit)`, bundled with all that it imports. @default the
   * one that this library carries for each kit it ships
   */
  readonly script?: string | undefined;
}

/**
 * The page of a simulated widget, in one piece: serve it, or answer a provider's own address with it. The parameters of
 * its URL go before what is given here: `?path=<id>`, `?seed=7`, `?log=<address>`, `?pace=100`.
 *
 * @throws WidgetError `INVALID_OPTION` for a kit of your own without its `script`, and for an option that is none.
 * @example
 * ```ts norun
 * import { flinksKit } from 'widget-statecharts/flinks/kit';
 * import { simulatorPage } from 'widget-statecharts/simulator/drive';
 *
 * const html = simulatorPage(flinksKit, { variants: { stringify: 'true' } });
 * console.log(html.startsWith('<!doctype html>'));
 * ```
 */
export function simulatorPage(kit: Kit, options: SimulatorPageOptions = {}): string {
  checkCall(kit, options, ['script', ...configurationKeys], 'simulatorPage');
  const { script = scriptOfShipped(kit), ...configuration } = options;
  return pageOf(configuration, script);
}

function scriptOfShipped(kit: Kit): string {
  const { name, title } = kit.provider;
  if (shippedKits.includes(kit)) return asset(name);
  throw invalidOption(
    `simulatorPage needs a script for the kit of ${title}, which this library doesn't ship: bundle a file that calls startPage(kit) of widget-statecharts/simulator, and give its text as script.`,
  );
}

/** A page that is told something, and runs a script; `head` is put before it. */
export function pageOf(data: unknown, script: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated widget</title>
<link rel="icon" href="data:,">
<style>${style}</style>${head}
</head>
<body>
<script type="application/json" id="widget">${jsonForScript(data)}</script>
<script type="module">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/** How a simulated SDK shows the widget. */
export interface SdkScriptOptions extends SimulatorPageOptions {
  /** The address of the widget's page. @default the page is carried by the script, and has the host's own origin */
  readonly frame?: string | undefined;
}

/**
 * A script in the place of the provider's own SDK: it runs the `sdk` of the kit in the host's page. Load it instead of
 * the SDK, or answer the SDK's address with it.
 *
 * @throws WidgetError `INVALID_OPTION` for a kit without a stand-in for its SDK.
 * @example
 * ```ts norun
 * import { pinwheelKit } from 'widget-statecharts/pinwheel/kit';
 * import { sdkScript } from 'widget-statecharts/simulator/drive';
 *
 * console.log(sdkScript(pinwheelKit, { seed: 7 }).includes('Pinwheel'));
 * ```
 */
export function sdkScript(kit: Kit, options: SdkScriptOptions = {}): string {
  checkCall(kit, options, ['frame', 'script', ...configurationKeys], 'sdkScript');
  const { frame = null, ...rest } = options;
  if (kit.sdk === null) {
    throw invalidOption(
      `The kit of ${kit.provider.title} has no stand-in for an SDK: give defineKit an sdk, or embed the widget's page in a frame.`,
    );
  }
  const page = frame === null ? simulatorPage(kit, rest) : null;
  return scriptOf(kit.sdk, { frame, page, variants: variantsOf(kit, rest.variants ?? {}) });
}
