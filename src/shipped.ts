/** The providers that this library ships, in one list: for commands, pages and scripts that are about all of them. */

import type { Kit } from './kit/kit.ts';
import { flexitiKit } from './machines/flexiti/kit.ts';
import { flinksKit } from './machines/flinks/kit.ts';
import { opalKit } from './machines/opal/kit.ts';
import { pinwheelKit } from './machines/pinwheel/kit.ts';

/** The shipped kits. */
export const shippedKits: readonly Kit[] = [flinksKit, flexitiKit, opalKit, pinwheelKit] as readonly Kit[];
