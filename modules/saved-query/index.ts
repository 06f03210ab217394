export { flowLogQueries } from './flow-log-queries';
export { jsonLogQueries } from './json-log-queries';
export { SavedQuery, type SavedQueryProps } from './saved-query';
