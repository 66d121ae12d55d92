/** How much options may ask for, on the command line and in a file. */

/** No machine has more: what is meant for another option is not taken for this one. */
export const MOST_WORKERS = 256;

/** An hour for one slice is no limit any more. */
export const MOST_SECONDS = 3600;
