import type { Failure } from '../../generations/failure';
import type { PredictionAnswer } from './answers';
import { DATA_HOURS, stateOf, type Prediction, type PredictionState } from './predictions';

/**
 * How a prediction is doing.
 *
 * @param linkTo gives the link to its video, which works until a moment given in ms since 1970
 */
export function describePrediction(
	prediction: Prediction,
	linkTo: (file: string, until: number) => string,
): PredictionAnswer {
	const { generation, model, version, input, origin, deadline, webhook } = prediction;
	const { id, createdAt, dequeuedAt } = generation;
	const state = stateOf(prediction);
	const end = 'at' in state ? state.at : undefined;
	const goneAt = end ? end.getTime() + DATA_HOURS * 3_600_000 : Infinity;
	const isGone = Date.now() >= goneAt;
	const hasBegun = state.status !== 'starting' && state.status !== 'aborted';
	const started = hasBegun && (!end || end >= dequeuedAt);
	const self = `${origin}/v1/predictions/${id}`;
	return {
		id,
		model,
		version,
		input: isGone ? {} : input,
		output: state.status === 'succeeded' && !isGone ? linkTo(state.file, goneAt) : null,
		logs: started && !isGone ? `Running ${model}\n` : '',
		error: state.status === 'failed' ? errorOf(state.failure) : null,
		status: state.status,
		source: 'api',
		data_removed: isGone,
		created_at: createdAt.toISOString(),
		started_at: started ? dequeuedAt.toISOString() : null,
		completed_at: end?.toISOString() ?? null,
		...(deadline && { deadline: deadline.toISOString() }),
		...(webhook !== undefined && { webhook }),
		...(prediction.webhookEvents && { webhook_events_filter: prediction.webhookEvents }),
		metrics: metricsOf(prediction, state),
		urls: { get: self, cancel: `${self}/cancel`, web: `https://replicate.com/p/${id}` },
	};
}

function metricsOf(
	{ generation }: Prediction,
	state: PredictionState,
): PredictionAnswer['metrics'] {
	if (state.status !== 'succeeded') return {};
	const { createdAt, dequeuedAt } = generation;
	const since = (date: Date) => (state.at.getTime() - date.getTime()) / 1000;
	return { predict_time: since(dequeuedAt), total_time: since(createdAt) };
}

/** Codes stand at the end of an error: E005 is the content filter's, E006 is for what was sent. */
function errorOf({ kind, message }: Failure): string {
	switch (kind) {
		case 'contentPolicy':
			return `${message} The input or output was flagged as sensitive. (E005)`;
		case 'input':
			return `${message} (E006)`;
		case 'internal':
			return message;
	}
}
