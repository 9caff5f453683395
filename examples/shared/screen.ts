/** What the user reads at each moment: the same text for all six apps, without a framework. */

import { type flinksMachine, getNextStep, getStatus } from 'widget-statecharts';
import type { SnapshotFrom } from 'xstate';

export interface Screen {
  readonly text: string;
  /** The app takes the widget away: nothing closes by itself. */
  readonly isOver: boolean;
}

const open = (text: string): Screen => ({ text, isOver: false });
const over = (text: string): Screen => ({ text, isOver: true });

/** Made once: a binding that compares what it selected sees at once whether anything changed. */
const screens = {
  notStarted: open('No bank is connected yet.'),
  connected: over('Thank you! Your bank is connected.'),
  closed: over('You closed the widget. No bank is connected.'),
  startAgain: open('This took too long. Please close the widget, and start again.'),
  otherWay: open('Your bank cannot be connected like this. Please choose another one, or another way.'),
  failed: open('That did not work. Please try again.'),
  loading: open('One moment, the widget is loading.'),
  working: open('One moment, please.'),
  yourTurn: open('Please go on in the widget.'),
};

/** The screen of a session's chart; of none, where no session was opened yet. */
export function screenOf(snapshot: SnapshotFrom<typeof flinksMachine> | undefined): Screen {
  if (snapshot === undefined) return screens.notStarted;
  if (getStatus(snapshot) === 'ended') return screens.connected;
  switch (getNextStep(snapshot)) {
    case 'close_widget':
      return screens.closed;
    case 'renew_token':
    case 'restart_session':
      return screens.startAgain;
    case 'offer_other_way':
      return screens.otherWay;
  }
  if (snapshot.hasTag('recoverable')) return screens.failed;
  if (snapshot.hasTag('loading')) return screens.loading;
  return snapshot.hasTag('working') ? screens.working : screens.yourTurn;
}
