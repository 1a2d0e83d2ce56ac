/** What a source offers is not taken over, or the source is not asked at all. `message` is fit to be shown. */
export class SourceRefusal extends Error {
  override readonly name = 'SourceRefusal';
}
