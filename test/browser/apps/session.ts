/** A host without a framework: a frame, a session, and what became of each message. */
import { getNextStep, getOutcome, getStatus, openSession } from '../../../src/index.ts';
import type { Provider } from '../../../src/provider/provider.ts';
import { shippedKits } from '../../../src/shipped.ts';
import { windowTransport } from '../../../src/transports/index.ts';
import { surveyKit } from '../../simulator/survey.ts';

const query = new URLSearchParams(location.search);
const name = query.get('provider');
const kit = [...shippedKits, surveyKit].find(({ provider }) => provider.name === name) ?? surveyKit;
const provider: Provider = kit.provider;
const src = query.get('src') ?? '';
const frame = document.createElement('iframe');
frame.title = provider.title;
frame.style.cssText = 'width: 100%; height: 700px; border: 0';

const verdicts: string[] = [];
const session = openSession(provider, {
  input: JSON.parse(query.get('input') ?? '{}') as never,
  transport: windowTransport({ frame, origins: [new URL(src).origin] }),
  onVerdict: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`),
  onWarning: () => {},
});
frame.src = src;
document.body.append(frame);

const host = {
  get verdicts() {
    return verdicts;
  },
  get seen() {
    const { snapshot } = session;
    return {
      state: snapshot.value,
      status: getStatus(snapshot),
      outcome: getOutcome(snapshot),
      nextStep: getNextStep(snapshot),
    };
  },
};
Object.assign(window, { host });
