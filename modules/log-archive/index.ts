export { LogArchive, type LogArchiveProps } from './log-archive';
export { logArchiveRef, type LogArchiveRef } from './log-archive-ref';
