/** What may be wrong with a definition: each has a sentence that names the field. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import * as z from 'zod/mini';
import { WidgetError } from '../errors.ts';
import { isObject, own } from '../values.ts';
import { innerOf, isSchema, structureOf } from '../zod.ts';
import type { ProviderDefinition } from './definition.ts';
import type { Envelope } from './envelope.ts';
import { aFunction, firstIssue } from './fields.ts';
import { fieldsOf, isNothing, type Schema, sensitivityOf, setPlaceholder } from './schemas.ts';
import { maskAll } from './shape.ts';

/** Checks a definition as a caller without types may have written it. */
export function checkDefinition(definition: ProviderDefinition): void {
  if (!isObject(definition))
    throw wrong('defineProvider takes an object with name, title, machine, envelope and events');
  const { name, title, machine } = definition;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/i.test(name)) {
    throw wrong('name has to be a word of letters, digits and dashes, such as "my-widget"');
  }
  if (typeof title !== 'string' || title === '') throw wrong('title has to be the name that people know the widget by');
  if (!isMachine(machine)) throw wrong('machine has to be an XState v5 machine: what setup().createMachine() returns');
  const issue = firstIssue(optionalFields, definition);
  if (issue !== undefined) throw wrong(issue);
  checkChart(machine);
  checkEnvelopes(definition);
  checkEvents(definition);
  checkNames(definition);
}

/** A machine by its shape: it may come from another copy of XState than ours. */
function isMachine(machine: unknown): machine is AnyStateMachine {
  if (!isObject(machine) || typeof machine.transition !== 'function' || !isObject(machine.implementations))
    return false;
  return isObject(machine.root) && machine.root.transitions instanceof Map;
}

const names = z.optional(z.array(z.string()));
const optionalFields = z.object({
  requiredInput: names,
  sensitiveOutput: names,
  informational: names,
  afterEnd: names,
  initialEvent: z.nullish(z.string()),
  contextGuards: z.optional(z.record(z.string(), aFunction)),
  refusals: z.optional(z.record(z.string(), z.string())),
});

/** A widget's chart is driven by the widget's events alone, so that it can be run, searched and restored anywhere. */
function checkChart(machine: AnyStateMachine): void {
  for (const node of nodesIn(machine.root)) {
    const place = placeOf(node);
    if (node.invoke.length > 0)
      throw wrong(`machine: ${place} invokes an actor. Take it out: your page does that when a session tells it to`);
    if (node.after.length > 0)
      throw wrong(
        `machine: ${place} has a delayed transition (after). Take it out: only the widget's events may move its chart`,
      );
    for (const transition of transitionsOf(node)) checkTransition(transition, place);
    for (const action of [...node.entry, ...node.exit]) checkAction(machine, action, place);
    for (const { actions } of transitionsOf(node)) for (const action of actions) checkAction(machine, action, place);
  }
  const wildcard = machine.root.transitions.has('*');
  if (wildcard)
    throw wrong(
      'machine: its root handles "*", so nothing could be illegal. Take it out: sessions report what is refused',
    );
}

/** An event is accepted when it makes a new snapshot: what may change neither state nor context would look refused. */
function checkTransition({ eventType, source, target, actions }: AnyTransitionDefinition, place: string): void {
  if (eventType === '' || actions.length > 0) return;
  const isStill = target === undefined || target.some((node) => mayBeActive(node, source) && node.entry.length === 0);
  if (isStill) {
    throw wrong(
      `machine: ${eventType} in ${place} may leave the state as it is, and would look refused. Give it an action: acknowledge: assign({})`,
    );
  }
}

/** Whether a target may be active already where its transition is taken. */
function mayBeActive(target: AnyStateNode, source: AnyStateNode): boolean {
  if (isWithin(target, source)) return true;
  return isWithin(source, target) && defaultsOf(target).includes(source);
}

/** Whether a node is another one, or lies in it. */
function isWithin(node: AnyStateNode, outer: AnyStateNode): boolean {
  return node === outer || (node.parent !== undefined && isWithin(node.parent, outer));
}

/** What is entered with a node. */
function defaultsOf(node: AnyStateNode): AnyStateNode[] {
  const children = node.type === 'parallel' ? Object.values(node.states) : (node.initial?.target ?? []);
  return [node, ...children.flatMap(defaultsOf)];
}

function checkAction(machine: AnyStateMachine, action: unknown, place: string): void {
  const named = typeof action === 'string' ? action : isObject(action) ? action.type : undefined;
  const name = typeof named === 'string' ? named : null;
  const actions = machine.implementations.actions as Readonly<Record<string, unknown>>;
  const given: unknown = name === null ? action : own(actions, name);
  if (given === undefined) throw wrong(`machine: ${place} has an action ${name}, and setup has none of that name`);
  const kind = (given as { readonly type?: unknown } | null)?.type;
  if (kind === 'xstate.assign' || kind === 'xstate.raise') return;
  throw wrong(
    `machine: ${name === null ? 'an action' : `the action ${name}`} in ${place} is no assign. A chart only remembers: put what else has to happen into onVerdict`,
  );
}

function checkEvents({ machine, events, envelope }: ProviderDefinition): void {
  if (!isObject(events)) throw wrong('events has to hold one schema for each event of the machine, by its type');
  const types = new Set(machine.events as readonly string[]);
  for (const type of types) {
    if (!Object.hasOwn(events, type))
      throw wrong(`events has no schema for ${type}, which the machine handles: add one`);
  }
  for (const [type, schema] of Object.entries<Schema>(events)) {
    if (!isSchema(schema)) throw wrong(`events.${type} is no schema of zod 4`);
    if (!types.has(type)) throw wrong(`events has a schema for ${type}, and no state of the machine handles it`);
    if (listOf(envelope)[0]?.contentKey === null && !mayHaveFields(schema))
      throw wrong(`events.${type} has to be a schema of an object: its fields lie beside the message's name`);
    checkPlaceholders(schema, `events.${type}`, []);
  }
}

/** Whether a schema may be one of an object, whatever is around it. */
function mayHaveFields(schema: Schema): boolean {
  if (isNothing(schema)) return true;
  const inner = innerOf(schema);
  return inner === undefined
    ? !/^(string|number|boolean|literal|enum|null|array|tuple)$/.test(structureOf(schema).type)
    : mayHaveFields(inner);
}

/** What values of any type are masked by. */
const usual = [maskAll('a'), maskAll(1), [], {}];
/** What fits a format that the usual texts and numbers do not. */
const placeholders = [
  '00000000-0000-4000-8000-000000000000',
  'https://redacted.invalid/',
  'redacted@redacted.invalid',
  '2000-01-01',
  '2000-01-01T00:00:00Z',
  '+10000000000',
  '0',
  '0000',
  '000000',
  'a',
  'redacted',
  'redacted-redacted-redacted-redacted',
  1,
  100,
  -1,
  0.5,
];

/** What is masked in a recording has to pass where the recording is replayed. */
function checkPlaceholders(schema: Schema, place: string, around: readonly Schema[]): void {
  if (around.includes(schema)) return;
  if (sensitivityOf(schema) !== undefined && sensitivityOf(schema) !== 'link') {
    if (usual.every((value) => !z.safeParse(schema, value).success)) {
      const placeholder = placeholders.find((value) => z.safeParse(schema, value).success);
      if (placeholder === undefined) {
        throw wrong(
          `${place} is masked in recordings, and no placeholder fits its format. Loosen it, or list its values with z.enum`,
        );
      }
      setPlaceholder(schema, placeholder);
    }
    return;
  }
  const { element, options = [], items = [] } = structureOf(schema);
  const below = [element, innerOf(schema), ...options, ...items].filter((each) => each !== undefined);
  for (const each of below) checkPlaceholders(each, place, [...around, schema]);
  for (const [key, field] of Object.entries(fieldsOf(schema)))
    checkPlaceholders(field, `${place}.${key}`, [...around, schema]);
}

/** What a stranger may post, at its simplest: an envelope has to bear it. */
const probes: readonly unknown[] = [
  undefined,
  null,
  0,
  '',
  'text',
  true,
  {},
  [],
  ['name'],
  { type: 'x' },
  { type: null },
];

function checkEnvelopes({ envelope }: ProviderDefinition): void {
  const envelopes = listOf(envelope);
  if (envelopes.length === 0)
    throw wrong('envelope has to say how a message is named: flat({ name: "step" }), for instance');
  for (const each of envelopes) {
    const methods = ['nameOf', 'contentOf', 'write'] as const;
    const missing = isObject(each) ? methods.find((method) => typeof each[method] !== 'function') : 'nameOf';
    if (missing !== undefined) {
      throw wrong(`envelope has no ${missing}: make one with flat, nested or callbackArguments`);
    }
    if (typeof each.shape !== 'string')
      throw wrong('envelope has no shape: a few words on what its messages look like');
    if (each.contentKey !== null && typeof each.contentKey !== 'string')
      throw wrong('envelope: contentKey has to be the key of the content in an event, or null where it has none');
    if (each.has !== undefined && typeof each.has !== 'function')
      throw wrong('envelope: has takes a name, and says whether it comes in this envelope');
    if (each.schemaOf !== undefined && typeof each.schemaOf !== 'function')
      throw wrong('envelope: schemaOf takes a name and the schema of its content, and makes that of the message');
    for (const probe of probes) checkProbe(each, probe);
  }
  const [{ contentKey }] = envelopes as readonly [Envelope];
  if (envelopes.some((each) => each.contentKey !== contentKey)) {
    throw wrong('envelope: all of them have to put the content of an event under the same key');
  }
}

function checkProbe(envelope: Envelope, probe: unknown): void {
  const posted = JSON.stringify(probe) ?? 'undefined';
  let name: unknown;
  try {
    name = envelope.nameOf(probe, () => false);
  } catch {
    throw wrong(`envelope: nameOf throws at ${posted}. Any page can post that: return null`);
  }
  if (name !== null && typeof name !== 'string')
    throw wrong(`envelope: nameOf returns no text at ${posted}: return the message's name, or null`);
}

function listOf(envelope: ProviderDefinition['envelope']): readonly Envelope[] {
  return (Array.isArray(envelope) ? envelope : [envelope]) as readonly Envelope[];
}

function checkNames(definition: ProviderDefinition): void {
  const {
    machine,
    events,
    informational = [],
    afterEnd = [],
    initialEvent,
    contextGuards = {},
    refusals = {},
    input,
    memory,
  } = definition;
  for (const [field, types] of Object.entries({ informational, afterEnd })) {
    for (const type of types) {
      if (!Object.hasOwn(events, type)) throw wrong(`${field} names ${type}, which is no event of the machine`);
    }
  }
  if (initialEvent != null && !Object.hasOwn(events, initialEvent)) {
    throw wrong(`initialEvent is ${initialEvent}, which is no event of the machine`);
  }
  for (const guard of Object.keys(contextGuards)) {
    if (!Object.hasOwn(machine.implementations.guards, guard))
      throw wrong(`contextGuards names ${guard}, which the machine does not have`);
  }
  for (const guard of Object.keys(refusals)) {
    if (!Object.hasOwn(contextGuards, guard))
      throw wrong(`refusals explains ${guard}, which contextGuards does not have`);
  }
  for (const [field, schema] of Object.entries({ input, memory })) {
    if (schema === undefined) continue;
    if (!isSchema(schema) || structureOf(schema).type !== 'object')
      throw wrong(`${field} has to be a zod schema of an object`);
  }
  const known = input === undefined ? {} : fieldsOf(input);
  for (const key of definition.requiredInput ?? []) {
    if (!Object.hasOwn(known, key)) throw wrong(`requiredInput names ${key}, which the schema of input does not have`);
  }
}

function nodesIn(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesIn)];
}

function transitionsOf(node: AnyStateNode): AnyTransitionDefinition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

function placeOf(node: AnyStateNode): string {
  return node.path.length === 0 ? 'its root' : node.path.join('.');
}

function wrong(sentence: string): WidgetError {
  return new WidgetError('INVALID_DEFINITION', `${sentence}.`);
}
