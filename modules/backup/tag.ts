/** The tag that says which plan backs a store up. */
export const backupTagKey = 'backup';
