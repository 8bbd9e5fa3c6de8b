/** Six levels of entities: users → reviews → product → reviews → author → reviews → product, and again from topProducts. */
export const NESTED_QUERY = `query Nested {
  users {
    ...UserFields
    reviews {
      ...ReviewFields
      product {
        ...ProductFields
        reviews {
          ...ReviewFields
          author {
            ...UserFields
            reviews {
              ...ReviewFields
              product {
                ...ProductFields
              }
            }
          }
        }
      }
    }
  }
  topProducts {
    ...ProductFields
    reviews {
      ...ReviewFields
      author {
        ...UserFields
        reviews {
          ...ReviewFields
          product {
            ...ProductFields
          }
        }
      }
    }
  }
}

fragment UserFields on User {
  id
  username
  name
}

fragment ReviewFields on Review {
  id
  body
}

fragment ProductFields on Product {
  inStock
  name
  price
  shippingEstimate
  upc
  weight
}
`;

/** About 8 MB in one list whose entities come from two subgraphs. */
export const LARGE_QUERY = `query Large {
  catalogue(first: 8000) {
    upc
    name
    description
    price
    weight
    inStock
    shippingEstimate
  }
}
`;

export const ONE_FIELD_QUERY = `query OneField {
  topProducts(first: 1) {
    name
  }
}
`;

/** How many shapes `distinctQuery` goes through. */
export const DISTINCT_SHAPES = 32;

/**
 * A query whose text no other number gives: its shape goes with the number and its alias holds it, so that nothing that
 * is kept by text or by normalised text (documents, plans) is met again.
 *
 * @param number from 0 to 999,999.
 */
export function distinctQuery(number: number): string {
  const shape = number % DISTINCT_SHAPES;
  const field = (bit: number, name: string) => ((shape >> bit) % 2 === 1 ? ` ${name}` : '');
  return `query Distinct {
  ${distinctAlias(number)}: users {
    id name${field(0, 'birthday')}${field(1, 'username')}
    reviews {
      id body
      product { upc name${field(2, 'weight')}${field(3, 'shippingEstimate')} inStock }
    }
  }
  topProducts(first: 3) {
    upc price${field(4, 'reviews { id author { id name } }')}
  }
}
`;
}

/** The part of `distinctQuery` that its answer repeats. */
export function distinctAlias(number: number): string {
  return `list_${String(number).padStart(6, '0')}`;
}
