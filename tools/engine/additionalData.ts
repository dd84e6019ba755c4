import { Container } from '@n8n/di';
import { ExternalSecretsProxy, type ExecutionLifecycleHooks } from 'n8n-core';
import {
	UnexpectedError,
	type ICredentialsHelper,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
} from 'n8n-workflow';

const instance = 'http://n8n.invalid/';

function unavailable(what: string): Promise<never> {
	return Promise.reject(new UnexpectedError(`${what} needs n8n itself, not only its engine`));
}

/** What n8n's server gives the engine with each execution; sub-workflows and the Code node's runner are not there. */
export function additionalData(of: {
	executionId: string;
	workflowId: string;
	settings: IWorkflowSettings;
	credentials: ICredentialsHelper;
	/** Of an execution; a form has none. */
	hooks?: ExecutionLifecycleHooks;
	/** The node's, whose form is looked at. */
	currentNodeParameters?: INodeParameters;
	/** When the execution times out, in milliseconds since 1970. */
	timeoutAt?: number;
}): IWorkflowExecuteAdditionalData {
	return {
		executionId: of.executionId,
		workflowId: of.workflowId,
		workflowSettings: of.settings,
		credentialsHelper: of.credentials,
		hooks: of.hooks,
		currentNodeParameters: of.currentNodeParameters,
		executionTimeoutTimestamp: of.timeoutAt,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${instance}rest`,
		instanceBaseUrl: instance,
		formBaseUrl: `${instance}form`,
		formWaitingBaseUrl: `${instance}form-waiting`,
		formTestBaseUrl: `${instance}form-test`,
		webhookBaseUrl: `${instance}webhook`,
		webhookWaitingBaseUrl: `${instance}webhook-waiting`,
		webhookTestBaseUrl: `${instance}webhook-test`,
		mcpBaseUrl: `${instance}mcp`,
		mcpTestBaseUrl: `${instance}mcp-test`,
		executeWorkflow: () => unavailable('A sub-workflow'),
		startRunnerTask: () => unavailable('The Code node'),
		getRunExecutionData: () => Promise.resolve(undefined),
		getRuntimeCredential: () => Promise.resolve(undefined),
		logAiEvent: () => undefined,
	};
}
