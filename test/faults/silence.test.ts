import { jest } from '@jest/globals';

import { testMatrix } from './playMatrix';

jest.setTimeout(60_000);

// The faults that the node notices by its patience alone: a minute of it is a second here.
testMatrix(({ isSilent }) => isSilent === true, { speed: 60, patience: 60 });
