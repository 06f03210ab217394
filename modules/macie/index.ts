export { Macie, type MacieProps } from './macie';
