throw new Error('A module is missing.');

export {};
