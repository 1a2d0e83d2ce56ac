import manifest from '../../package.json' with { type: 'json' };

/** Of this controller. */
export const { version } = manifest;
