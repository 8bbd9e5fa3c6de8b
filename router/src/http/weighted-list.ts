/** A member of a list in a header by which clients say what they like. */
export interface WeightedMember {
  /** In lower case. */
  readonly name: string;
  /** From 0, never, to 1 (RFC 9110, section 12.4.2). One that cannot be read is 0. */
  readonly quality: number;
  /** Place in the list, from 0. */
  readonly place: number;
}

/** Reads `gzip;q=0.5, br` and the like. Parameters other than the quality are left out. */
export function readWeightedList(header: string): readonly WeightedMember[] {
  return header.split(',').map((text, place) => {
    const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
    const quality = weight === undefined ? 1 : Number(weight.slice(weight.indexOf('=') + 1));
    return { name, quality: quality >= 0 && quality <= 1 ? quality : 0, place };
  });
}

/** Headers of which the choice is remembered. */
const MAX_KNOWN = 200;

/** Chooses once for each form of a header: clients write what they like, but the few forms that there are come again soon. */
export function rememberChoices<Choice extends object | string | null>(
  choose: (header: string) => Choice,
): (header: string) => Choice {
  const known = new Map<string, Choice>();
  return (header) => {
    let choice = known.get(header);
    if (choice === undefined) {
      choice = choose(header);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(header, choice);
    }
    return choice;
  };
}
