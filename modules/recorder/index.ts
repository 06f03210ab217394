export { Recorder } from './recorder';
export type { HistoryArchive, RecorderProps } from './recorder-props';
