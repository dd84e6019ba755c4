import type { Answer } from '../../exchange';
import { answer, type PredictionAnswer } from './answers';
import type { Prediction } from './predictions';

/** As the contract has read it. */
export interface ListQuery {
	/** ISO 8601; so is the other. */
	created_after?: string;
	created_before?: string;
	cursor?: string;
}

const PAGE = 100;

/**
 * A page of the predictions that are asked for.
 *
 * Source: https://replicate.com/docs/reference/http#predictions.list
 *
 * @param predictions the last first
 */
export function listPredictions(
	predictions: Prediction[],
	query: ListQuery,
	origin: string,
	describe: (prediction: Prediction) => PredictionAnswer,
): Answer {
	const after = query.created_after === undefined ? -Infinity : Date.parse(query.created_after);
	const before = query.created_before === undefined ? Infinity : Date.parse(query.created_before);
	const found = predictions.filter(({ generation }) => {
		const created = generation.createdAt.getTime();
		return created >= after && created <= before;
	});
	const begin = Number(query.cursor ?? 0) || 0;
	const linkTo = (cursor: number) => {
		const others = { ...query, cursor: String(cursor) };
		return `${origin}/v1/predictions?${new URLSearchParams(others).toString()}`;
	};
	return answer(200, {
		next: begin + PAGE < found.length ? linkTo(begin + PAGE) : null,
		previous: begin > 0 ? linkTo(Math.max(0, begin - PAGE)) : null,
		results: found.slice(begin, begin + PAGE).map(describe),
	});
}
