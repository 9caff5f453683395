/** Apart from the rest: not every chart has a configuration with booleans. */
import * as z from 'zod/mini';

/** A boolean as a program or a URL writes it. */
export const flag = z.union([
  z.boolean(),
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((text) => text === 'true'),
  ),
]);
