/** Response keys and list indices, from the root of an answer (https://spec.graphql.org/October2021/#sec-Errors). */
export type ResponsePath = readonly (string | number)[];
