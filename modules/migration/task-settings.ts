/**
 * How a task works; the rest is as DMS has it (DMS user guide, Specifying task settings). Rows of tables that are there are written, and nothing is dropped or
 * truncated. Each row is compared after it was written. What a table fails with is in the log, of the parts that DMS.7 and DMS.8 of FSBP ask for.
 */
export const taskSettings = JSON.stringify({
  FullLoadSettings: { TargetTablePrepMode: 'DO_NOTHING' },
  ValidationSettings: { EnableValidation: true },
  Logging: {
    EnableLogging: true,
    LogComponents: ['SOURCE_UNLOAD', 'SOURCE_CAPTURE', 'TARGET_LOAD', 'TARGET_APPLY'].map((Id) => ({
      ...{ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' },
    })),
  },
});
