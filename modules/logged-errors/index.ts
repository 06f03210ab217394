export { LoggedErrors, type LoggedErrorsProps } from './logged-errors';
