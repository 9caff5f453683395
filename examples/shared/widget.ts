/** What your own server would answer: the address of the widget, with its configuration. */
/// <reference types="vite/client" />
import { flinksInputFromUrl } from 'widget-statecharts';
import { flinksOrigin } from 'widget-statecharts/transports';

/** Flinks' sandbox; `npm run examples` serves a simulated widget in its place, so that nobody needs an account. */
const origin = import.meta.env.VITE_SIMULATED ? location.origin : flinksOrigin('toolbox');
const url = `${origin}/v2/?demo=true&closeEnable=true&maximumRetry=3`;

export const widget = {
  title: 'Flinks Connect',
  url,
  /** The configuration, as the chart's input. */
  input: flinksInputFromUrl(url),
  /** Where messages may come from. */
  origins: [origin],
};
