import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Interfaces: implemented by entities and value types, by other interfaces, with arguments and narrower field types. */
export const interfaces: FuzzSupergraph = {
  name: 'interfaces',
  subgraphs: {
    animals: `
      type Query { animal(n: Int): Animal animals(first: Int! = 3): [Animal] named: [Named!] oldest: Animal! dog: Dog }
      interface Named { name(short: Boolean): String }
      interface Animal implements Named { id: ID! name(short: Boolean): String friends: [Animal] toy: Toy }
      type Dog implements Animal & Named @key(fields: "id") {
        id: ID! name(short: Boolean): String! friends: [Animal] toy: Ball bark: Int kennel: Kennel!
      }
      type Cat implements Animal & Named @key(fields: "id") {
        id: ID! name(short: Boolean): String friends: [Animal] toy: Toy meow: Int lives: Int!
      }
      type Fish implements Named { name(short: Boolean): String scales: Int! }
      interface Toy { colour: String! owner: Animal }
      type Ball implements Toy { colour: String! owner: Animal size: Int }
      type Mouse implements Toy { colour: String! owner: Animal noise: String }
      type Kennel implements Named { name(short: Boolean): String dogs: [Dog!] }
    `,
    doctors: `
      type Query { patients: [Patient!]! nextPatient: Patient }
      interface Patient { visits: [Visit!] doctor: Doctor! }
      type Dog implements Patient @key(fields: "id") { id: ID! visits: [Visit!] doctor: Doctor! vaccinated: Boolean! }
      type Cat implements Patient @key(fields: "id") { id: ID! visits: [Visit!] doctor: Doctor! temper: Int }
      type Visit { reason: String cost: Float patient: Patient! }
      type Doctor @key(fields: "name") { name: String! patients: [Patient] }
    `,
    food: `
      type Dog @key(fields: "id") { id: ID! eats: [Meal] }
      type Cat @key(fields: "id") { id: ID! eats: [Meal] hates: Meal }
      type Doctor @key(fields: "name") { name: String! lunch: Meal! }
      interface Meal { grams: Int! }
      type Meat implements Meal { grams: Int! raw: Boolean }
      type Grass implements Meal { grams: Int! cutBy: Doctor }
    `,
  },
};
