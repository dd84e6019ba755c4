import { Problem } from '../../nodes/WanVideo/problem';

/** What a check says to a user; undefined when it has nothing to say. */
export function problemOf(check: () => unknown) {
	try {
		check();
	} catch (error) {
		if (!(error instanceof Problem) || error.kind !== 'invalidInput') throw error;
		return { message: error.message, description: error.details.description };
	}
	return undefined;
}
