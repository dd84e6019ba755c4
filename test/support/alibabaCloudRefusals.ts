import type { ProblemKind } from '../../nodes/WanVideo/problem';

/** What Alibaba Cloud says no with, and what that is to a user. */
export interface Refusal {
	status: number;
	code: string;
	message: string;
	kind: ProblemKind;
	/** Whether it passes, so that a create is sent again after a while. */
	passes: boolean;
}

const all = (
	status: number,
	kind: ProblemKind,
	codes: string[],
	message: string,
	passes = false,
): Refusal[] => codes.map((code) => ({ status, kind, code, message, passes }));

/**
 * The codes of the table, with words of its page.
 *
 * Source: https://www.alibabacloud.com/help/en/model-studio/error-code
 */
export const REFUSALS: Refusal[] = [
	...all(400, 'refused', ['InvalidParameter'], 'Field required: input.media'),
	...all(400, 'refused', ['InvalidParameter'], 'url error, check url!'),
	...all(400, 'refused', ['InvalidParameter'], 'Model not exist.'),
	...all(
		400,
		'refused',
		['InvalidParameter.DataInspection'],
		'Unable to download the media resource during the data inspection process.',
	),
	...all(
		400,
		'noCredits',
		['Arrearage'],
		'Access denied, please make sure your account is in good standing.',
	),
	...all(
		400,
		'moderation',
		['DataInspectionFailed', 'data_inspection_failed'],
		'Input or output data may contain inappropriate content.',
	),
	...all(400, 'moderation', ['IPInfringementSuspect'], 'Input data is suspected of infringement.'),
	...all(
		400,
		'refused',
		['InvalidURL', 'InvalidURL.ConnectionRefused', 'InvalidURL.Timeout'],
		'The request URL is invalid or unreachable.',
	),
	...all(
		400,
		'refused',
		['InvalidFile.Size', 'InvalidFile.NoHuman', 'InvalidFile.Content', 'InvalidFile.FPS'],
		'The file is out of limits.',
	),
	...all(
		400,
		'refused',
		['InvalidImage.NoHumanFace', 'InvalidImageResolution', 'InvalidImageFormat', 'InvalidPerson'],
		'The image is out of limits.',
	),
	...all(
		400,
		'refused',
		['BadRequest.EmptyInput', 'BadRequest.InputDownloadFailed', 'BadRequest.TooLarge'],
		'The request is not complete.',
	),
	...all(400, 'refused', ['UnsupportedOperation'], 'Failed to cancel the task.'),
	...all(401, 'credential', ['InvalidApiKey', 'invalid_api_key'], 'Invalid API-key provided.'),
	...all(401, 'credential', ['NOT AUTHORIZED'], 'Access denied: Workspace not authorized.'),
	...all(
		403,
		'credential',
		['AccessDenied'],
		'current user api does not support synchronous calls',
	),
	...all(
		403,
		'noCredits',
		['AccessDenied'],
		'The free quota has been used up. Activate the paid service.',
	),
	...all(
		403,
		'noCredits',
		['AccessDenied.Unpurchased'],
		'Access to model denied. Please make sure you are eligible for using the model.',
	),
	...all(
		403,
		'credential',
		['Model.AccessDenied', 'Workspace.AccessDenied', 'App.AccessDenied'],
		'Model access denied.',
	),
	...all(
		403,
		'noCredits',
		['AllocationQuota.FreeTierOnly'],
		'The free tier of the model has been exhausted. If you wish to continue access the model on a paid basis, please disable the "use free tier only" mode in the management console.',
	),
	...all(404, 'refused', ['ModelNotFound', 'model_not_found'], 'Model can not be found.'),
	...all(404, 'refused', ['WorkSpaceNotFound', 'NotFound'], 'It can not be found.'),
	...all(
		429,
		'rateLimited',
		['Throttling', 'Throttling.RateQuota', 'LimitRequests'],
		'Requests rate limit exceeded, please try again later.',
		true,
	),
	...all(
		429,
		'rateLimited',
		['Throttling.BurstRate', 'limit_burst_rate'],
		'Request rate increased too quickly.',
		true,
	),
	...all(
		429,
		'rateLimited',
		['Throttling.AllocationQuota', 'insufficient_quota'],
		'You exceeded your current quota, please check your plan and billing details.',
		true,
	),
	...all(
		429,
		'noCredits',
		['Throttling.AllocationQuota', 'insufficient_quota'],
		'Free allocated quota exceeded.',
	),
	...all(
		429,
		'noCredits',
		['CommodityNotPurchased', 'PrepaidBillOverdue', 'PostpaidBillOverdue'],
		'Commodity has not purchased yet.',
	),
];
