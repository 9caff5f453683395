/** The script of the simulated widget's page. */
import { startPage } from './page.ts';

startPage();
