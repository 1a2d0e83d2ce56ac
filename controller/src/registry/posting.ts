/** Documents of an index are numbers, small and reused, so that scores fit in an array. */
export type DocumentNumber = number;

/** The documents that have a term, in no order, and how much it weighs in each. */
export class Posting {
  readonly documents: DocumentNumber[] = [];
  readonly weights: number[] = [];

  /** Returns the place it got. */
  add(document: DocumentNumber, weight: number): number {
    this.weights.push(weight);
    return this.documents.push(document) - 1;
  }

  /** Frees a place, and fills it with the last document; returns that one, unless it was the last itself. */
  removeAt(place: number): DocumentNumber | undefined {
    const document = this.documents.pop() as DocumentNumber;
    const weight = this.weights.pop() as number;
    if (place === this.documents.length) return undefined;
    this.documents[place] = document;
    this.weights[place] = weight;
    return document;
  }
}
