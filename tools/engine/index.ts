export { Engine, type EngineOptions, type ExecuteOptions, type RetryOptions } from './engine';
export type { Execution, NodeEvent, OnNode } from './execution';
export type { ExecutionResult } from './executionResult';
export type { StoredCredential } from './credentials';
export { chain, type NodeSketch, type WorkflowJson } from './workflowJson';
