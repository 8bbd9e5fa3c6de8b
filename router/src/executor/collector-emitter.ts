import type { FunctionModule } from '../codegen/function-module.js';
import type { PathSegment } from '../planner/query-plan.js';
import type { AccessEmitter } from './access-emitter.js';
import type { findEntityKey } from './entity-key.js';
import type { ExecutionState, ReplyObject } from './execution-state.js';
import { LOST } from './execution-state.js';
import type { FetchTarget } from './fetch-plan.js';
import type { Position } from './position.js';
import { slotProperty } from './slot-property.js';

/** The representations of one part of a fetch, each once. */
export interface Representations {
  readonly texts: string[];
  /** From text to its place in `texts`. */
  readonly places: Map<string, number>;
}

/**
 * Walks to the objects that a fetch completes and puts into each the place of its entity. Objects into which something
 * has to be merged when the reply is there, or to which root fields belong, are added to `objects`.
 */
export type Collect = (
  state: ExecutionState,
  representations: Representations,
  objects: ReplyObject[],
) => void;

interface CollectorOptions {
  readonly represent: string | null;
  readonly entityKey: ReturnType<typeof findEntityKey>;
  readonly remember: boolean;
}

/** Writes the functions that find the objects which a fetch completes. */
export class CollectorEmitter {
  constructor(
    private readonly module: FunctionModule,
    private readonly access: AccessEmitter,
    private readonly root: Position,
  ) {}

  /**
   * The name of a `Collect` function.
   *
   * @param options.represent The name of the function that makes representations; `null` for a fetch of root fields,
   *   whose data belongs to all the objects.
   * @param options.remember Whether the objects found are needed, or whether there are any.
   */
  collector(target: FetchTarget, { represent, entityKey, remember }: CollectorOptions): string {
    const name = this.module.uniqueName('collect');
    const property = slotProperty(target.slot);
    const push = remember ? 'objects.push(o);' : '';
    const complete = this.module.uniqueName('complete');
    // An object that several others share is met several times; once is enough.
    this.module.declare(
      represent === null
        ? `function ${complete}(c, r, objects, known, o) { if (o.${property} !== undefined || !Object.isExtensible(o)) return; o.${property} = 0; ${push} }`
        : `function ${complete}(c, r, objects, known, o) {
             if (o.${property} !== undefined) return;
             ${this.#readKey(entityKey, target)}
             let place = key === undefined ? undefined : known.get(key);
             if (place === undefined) {
               const text = ${represent}(c, o);
               if (text === undefined) return;
               if (text === null) { o.${property} = ${LOST}; return; }
               place = r.places.get(text);
               if (place === undefined) { place = r.texts.push(text) - 1; r.places.set(text, place); }
               if (key !== undefined) known.set(key, place);
             }
             o.${property} = place; ${push}
           }`,
    );
    const walks = target.paths.map((path) =>
      this.#walk(path, { position: this.root, object: 'c.root', complete }),
    );
    this.module.declare(`function ${name}(c, r, objects) { const known = new Map(); ${walks.join('\n')} }`);
    return name;
  }

  /** Declares `key`: what tells the object's entity apart from others, or `undefined`. */
  #readKey(entityKey: CollectorOptions['entityKey'], { position }: FetchTarget): string {
    if (entityKey === null) return 'const key = undefined;';
    const { key, typeName } = entityKey;
    const isOfType = `${this.access.typename('o', position)} === ${JSON.stringify(typeName)}`;
    if (key.kind === 'slot') return `const key = ${isOfType} ? o.${slotProperty(key.slot)} : undefined;`;
    const reader = this.access.object('o');
    const value = reader.field(key.field);
    return `${reader.declarations.join(' ')} const v = ${value}; const key = typeof v === 'string' && ${isOfType} ? v : undefined;`;
  }

  #walk(path: readonly PathSegment[], at: { position: Position; object: string; complete: string }): string {
    const { position, object, complete } = at;
    const [segment, ...rest] = path;
    if (segment === undefined) return `${complete}(c, r, objects, known, ${object});`;
    switch (segment.kind) {
      case 'field':
        return `{ ${position
          .fieldsAt(segment.name)
          .map((field) => {
            const value = this.module.uniqueName('v');
            const items = rest.findIndex(({ kind }) => kind !== 'items');
            const counted = items === -1 ? rest.length : items;
            const depth = Math.max(counted, field.listDepth);
            const at = { value, position: field.child, complete, depth };
            const inside = this.#enter(rest.slice(counted), at);
            return `const ${value} = ${this.access.field(object, field)}; ${inside}`;
          })
          .join('\n')} }`;
      case 'type': {
        const typename = this.module.uniqueName('t');
        return `{ const ${typename} = ${this.access.typename(object, position)};
          if (${this.access.typeTest(typename, segment.types)}) ${this.#walk(rest, at)} }`;
      }
      case 'items':
        return '';
    }
  }

  /** Goes on with a value: into the items of a list of that depth, or into an object. */
  #enter(
    path: readonly PathSegment[],
    at: { value: string; position: Position; complete: string; depth: number },
  ): string {
    const { value, position, complete, depth } = at;
    if (depth > 0) {
      const index = this.module.uniqueName('i');
      const item = this.module.uniqueName('v');
      return `if (Array.isArray(${value})) for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {
        const ${item} = ${value}[${index}]; ${this.#enter(path, { value: item, position, complete, depth: depth - 1 })} }`;
    }
    const inside = this.#walk(path, { position, object: value, complete });
    return `if (typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})) ${inside}`;
  }
}
