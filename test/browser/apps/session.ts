/** A host without a framework: a frame, a session, and what became of each message. */
import { getNextStep, getOutcome, getStatus, openSession, providerNamed } from '../../../src/index.ts';
import { windowTransport } from '../../../src/transports/index.ts';

const query = new URLSearchParams(location.search);
const provider = providerNamed(query.get('provider') ?? '');
const src = query.get('src') ?? '';
const frame = document.createElement('iframe');
frame.title = provider.title;
frame.style.cssText = 'width: 100%; height: 700px; border: 0';

const verdicts: string[] = [];
const session = openSession(provider, {
  input: JSON.parse(query.get('input') ?? '{}'),
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
