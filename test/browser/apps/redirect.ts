/** A host that a bank's page replaces in the midst of a session: it saves the session, and resumes it when it is back. */
import { flinks, flinksInputFromUrl, getOutcome, getStatus, openSession, WidgetError } from '../../../src/index.ts';
import { windowTransport } from '../../../src/transports/index.ts';

const key = 'bank-link';
const src = 'https://toolbox-iframe.private.fin.ag/v2/?oauthWindowRedirect=true&authorizeToken=hunter2';
const frame = document.createElement('iframe');
frame.title = flinks.title;

const verdicts: string[] = [];
let refusal: string | null = null;

function open(resume: string | null) {
  return openSession(flinks, {
    input: flinksInputFromUrl(src),
    resume,
    transport: windowTransport({ frame, origins: [new URL(src).origin] }),
    onVerdict: ({ verdict, type }) => verdicts.push(`${verdict} ${type}`),
  });
}

function openOrResume() {
  const saved = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  try {
    return open(saved);
  } catch (error) {
    if (!(error instanceof WidgetError) || error.code !== 'SESSION_MISMATCH') throw error;
    refusal = error.message;
    return open(null);
  }
}

const session = openOrResume();
addEventListener('pagehide', () => {
  // One that is over would be told again by the next page.
  if (getStatus(session.snapshot) !== 'ended') sessionStorage.setItem(key, JSON.stringify(session.save()));
});
frame.src = src;
document.body.append(frame);

const host = {
  get seen() {
    const { snapshot, counts } = session;
    return { state: snapshot.value, outcome: getOutcome(snapshot), accepted: counts.accepted, verdicts, refusal };
  },
  done: session.done,
};
Object.assign(window, { host });
