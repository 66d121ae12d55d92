/** What every report is told about the place where it will be shown. */

export interface RenderOptions {
  /** Whether the text may carry colours (SGR sequences); formats that machines read ignore it. */
  readonly color: boolean;
  /** Columns of the terminal; at least 40 are used. */
  readonly width: number;
}
