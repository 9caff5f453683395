/** The page of the simulated widget in the playground. */
import { startPage } from '../simulator/page.ts';
import { showProblem } from '../simulator/view.ts';
import { loadKits } from './kits.ts';

try {
  const name = location.pathname.split('/').at(-1);
  const kit = (await loadKits()).find(({ provider }) => provider.name === name);
  if (kit === undefined) throw new Error(`No widget is called "${name}" here.`);
  await startPage(kit);
} catch (error) {
  showProblem(window, error);
}
