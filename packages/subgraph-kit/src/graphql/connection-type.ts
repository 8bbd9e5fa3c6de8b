import type { ClassType } from 'type-graphql';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Connection, Edge } from '../pagination/connection.js';
import { PageInfo } from './page-info.js';

export interface ConnectionTypeOptions {
  /** The prefix of the type names: `Product` → `ProductConnection`, `ProductEdge`. */
  readonly name: string;
  /** What the items are, for descriptions: "products". */
  readonly items: string;
}

/** Makes the connection and edge object types for a node type. */
export function connectionType<Node extends object>(
  nodeType: () => ClassType<Node>,
  options: ConnectionTypeOptions,
) {
  @ObjectType(`${options.name}Edge`, { description: `One item of a list of ${options.items}.` })
  class EdgeType {
    @Field(() => String, { description: 'The position of the item, for "after" and "before".' })
    cursor: string;

    @Field(nodeType, { description: 'The item.' })
    node: Node;
  }

  @ObjectType(`${options.name}Connection`, { description: `A page of ${options.items}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The items of this page, each with its cursor.' })
    edges: Edge<Node>[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo: PageInfo;

    @Directive('@cost(weight: 5)')
    @Field(() => Int, { description: `How many ${options.items} there are in all; costs one count.` })
    totalCount: Promise<number>;
  }
  return ConnectionType as unknown as ClassType<Connection<Node>>;
}
