/** A checkout in plain JavaScript: Flexiti's widget in a frame, and what the shop does with its result. */
import { flexiti, openSession } from 'widget-statecharts';
import { windowTransport } from 'widget-statecharts/transports';

/**
 * What the shop tells its customer, by the next step that the widget's result leads to.
 *
 * @type {Readonly<Record<string, string>>}
 */
const messages = {
  send_authorization: 'Thank you! Your payment is on its way.',
  call_apply: 'Thank you! Your application is on its way.',
  start_application: 'Please apply for an account first.',
  start_purchase: 'You have an account already: please pay with it.',
  choose_other_payment: 'You could not be verified. Please choose another way to pay.',
  open_customer_portal: 'Please activate your account in the customer portal.',
  inform_cannot_proceed: 'You cannot go on with this purchase.',
  retry_or_go_back: 'Something went wrong. Please try again.',
  undocumented: 'We do not know yet what came of it, and will write to you.',
  handle_cancel: 'You cancelled. Nothing is paid.',
  handle_failure: 'Flexiti has a problem. Please try again.',
};

/** What the shop's own server would answer: it asks Flexiti for the `redirection_url` of a widget. */
async function createWidget() {
  const flow = /** @type {'purchase' | 'apply'} */ (new URLSearchParams(location.search).get('flow') ?? 'purchase');
  return { flow, url: 'https://pos.flexiti.example/#/widget/shop/token?lang=en' };
}

const start = /** @type {HTMLButtonElement} */ (document.getElementById('start'));
const status = /** @type {HTMLElement} */ (document.getElementById('status'));
const place = /** @type {HTMLElement} */ (document.getElementById('widget'));

start.addEventListener('click', async () => {
  start.disabled = true;
  status.textContent = 'Please go on in the widget.';
  const { flow, url } = await createWidget();
  const frame = document.createElement('iframe');
  frame.title = 'Flexiti';

  // Before the frame loads, or its first message is lost.
  const session = openSession(flexiti, {
    input: { flow },
    transport: windowTransport({ frame, origins: [new URL(url).origin] }),
    onVerdict: ({ verdict }) => {
      if (verdict !== 'accepted') console.warn(`Flexiti: a message that was ${verdict}`);
    },
  });
  frame.src = url;
  place.append(frame);

  const { nextStep } = await session.done;
  frame.remove();
  status.textContent = messages[nextStep ?? 'undocumented'] ?? '';
  start.disabled = false;
});
