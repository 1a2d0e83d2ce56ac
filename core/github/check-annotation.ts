/** As the API takes and gives it. */
export interface CheckAnnotation {
  readonly path: string;
  /** 1 is the first. */
  readonly start_line: number;
  readonly end_line: number;
  /** 1 is the first; refused for places of several lines. */
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  /** At most 255 characters. */
  readonly title: string;
  /** At most 64 KB. */
  readonly message: string;
  /** At most 64 KB. */
  readonly raw_details?: string;
}

/** The same for two annotations exactly when they say the same of the same lines. */
export function keyOfAnnotation(annotation: ListedAnnotation | CheckAnnotation): string {
  const { path, start_line, end_line, annotation_level, title, message } = annotation;
  return JSON.stringify([path, start_line, end_line, annotation_level, title, message]);
}

interface ListedAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string | null;
  readonly title: string | null;
  readonly message: string | null;
}
