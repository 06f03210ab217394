import { prod } from '../../environments';

/** A file system beside that of prod, with an access point of another name. */
export const fileSystem = {
  ...prod.fileSystems.receipts,
  accessPoints: { reports: prod.fileSystems.receipts.accessPoints.receipts },
};
