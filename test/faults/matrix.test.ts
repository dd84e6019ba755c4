import { jest } from '@jest/globals';

import { testMatrix } from './playMatrix';

jest.setTimeout(60_000);

// Every fault that makes itself heard; silence.test.ts has the others.
testMatrix(({ isSilent }) => !isSilent, { speed: 10 });
