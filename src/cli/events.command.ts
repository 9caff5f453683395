import { parseArgs } from 'node:util';
import type { AnyStateMachine, StateNode } from 'xstate';
import * as z from 'zod/mini';
import type { CatalogueEntry } from '../kit/kit.ts';
import { kitHelp, kitOptions, loadKit } from './kits.ts';
import type { CliIo, CliOutput } from './output.ts';

export const eventsHelp = `Usage: widget-statecharts events (--provider <name> | --provider-module <file>) [--json]

Prints the catalogue of a provider's messages, one JSON text a line: type, kind, evidence, source, description, schema
(JSON Schema of the message as posted), sample, acceptedIn (the states that accept it). On a terminal it prints a
table, unless --json is given.

${kitHelp}  --export <name>    the kit's name in that module (default: the only one that it has)
`;

/** Prints a catalogue. */
export async function events(args: readonly string[], _io: CliIo, output: CliOutput): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...kitOptions, json: { type: 'boolean', default: false } },
  });
  const { provider, catalogue } = await loadKit(values);
  const accepting = acceptingStates(provider.machine);
  for (const entry of catalogue) {
    const acceptedIn = accepting.get(entry.type) ?? [];
    await output.write(
      values.json || !output.isTerminal ? `${asJson(entry, acceptedIn)}\n` : asText(entry, acceptedIn, output),
    );
  }
  await output.flush();
  return 0;
}

function asJson(entry: CatalogueEntry, acceptedIn: readonly string[]): string {
  const { type, kind, evidence, source, description, samples } = entry;
  // What JSON Schema cannot say (that one of two fields has to be there) the description does.
  const schema = z.toJSONSchema(entry.schema, { io: 'input', unrepresentable: 'any' });
  return JSON.stringify({ type, kind, evidence, source, description, schema, sample: samples[0], acceptedIn });
}

function asText(entry: CatalogueEntry, acceptedIn: readonly string[], output: CliOutput): string {
  const place = acceptedIn.length === 0 ? 'nowhere' : acceptedIn.join(', ');
  return [
    `${output.paint('bold', entry.type)}  ${output.paint('dim', `${entry.kind}, ${entry.evidence}: ${entry.source}`)}`,
    `  ${entry.description}`,
    `  ${output.paint('dim', `accepted in ${place}`)}`,
    '',
    '',
  ].join('\n');
}

/** The states that have a transition for a type, as dotted paths without the machine's id, by type. */
function acceptingStates(machine: AnyStateMachine): Map<string, string[]> {
  const states = new Map<string, string[]>();
  const visit = (node: StateNode): void => {
    for (const type of node.transitions.keys()) {
      states.set(type, [...(states.get(type) ?? []), node.path.join('.')]);
    }
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(machine.root);
  return states;
}
