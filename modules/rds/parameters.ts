import { engines, type EngineName } from './engine';

/** Names as RDS describes them: `work_mem`, `rds.force_ssl`, `gtid-mode`. The provider writes them in lower case, whatever was asked. */
export const parameterName = /^(?=.{1,100}$)[a-z][a-z0-9_]*([.-][a-z0-9_]+)*$/;
export const aParameter = 'a parameter as RDS describes it, such as work_mem: a-z, 0-9 and _, with . or - between them';

const words = (text: string): readonly string[] => text.split(' ');

/** Parameters of TLS that the module does not set. */
const leftToRds: Readonly<Record<EngineName, readonly string[]>> = {
  postgres: words('ssl ssl_ciphers ssl_max_protocol_version ssl_min_protocol_version'),
  mysql: words('ssl_cipher tls_ciphersuites tls_version'),
};
const forcesTls = words('rds.force_ssl require_secure_transport');

/** What is expected of a parameter, where it is not what was found: those that the module decides are no one else's to set. */
export function refusalOf(engine: EngineName, name: string, value: string): string | undefined {
  if (forcesTls.includes(name)) return 'nothing: it is set to force TLS on every connection';
  if (leftToRds[engine].includes(name)) return 'nothing: the versions and ciphers of TLS are left to RDS';
  const { majors, parameters } = engines[engine];
  const isSet = majors.some((major) => Object.keys(parameters(major)).includes(name));
  if (isSet) return 'nothing: it is set for the logs, which have the same of every database';
  const isNumber = name !== 'max_connections' || /^[1-9]\d{0,6}$/.test(value);
  return isNumber ? undefined : 'a whole number: the threshold of the alarm on connections is computed from it';
}

/**
 * Dynamic parameters of PostgreSQL, which RDS sets without a reboot (RDS user guide, "Working with parameters on your RDS for PostgreSQL DB instance", the parameter
 * list, https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html). RDS refuses to set a static one at once, and has
 * no such list of MySQL: what is not here waits for a reboot, which RDS takes for both.
 */
const dynamic: ReadonlySet<string> = new Set(
  words(
    'array_nulls authentication_timeout autovacuum autovacuum_analyze_scale_factor autovacuum_analyze_threshold ' +
      'autovacuum_naptime autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit ' +
      'autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold backslash_quote bgwriter_delay ' +
      'bgwriter_lru_maxpages bgwriter_lru_multiplier bytea_output check_function_bodies ' +
      'checkpoint_completion_target checkpoint_timeout checkpoint_warning client_encoding client_min_messages ' +
      'commit_delay commit_siblings constraint_exclusion cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost ' +
      'cursor_tuple_fraction datestyle deadlock_timeout default_statistics_target default_tablespace ' +
      'default_transaction_deferrable default_transaction_isolation default_transaction_read_only ' +
      'effective_cache_size effective_io_concurrency enable_bitmapscan enable_hashagg enable_hashjoin ' +
      'enable_indexscan enable_material enable_mergejoin enable_nestloop enable_seqscan enable_sort ' +
      'enable_tidscan escape_string_warning extra_float_digits from_collapse_limit geqo geqo_effort ' +
      'geqo_generations geqo_pool_size geqo_seed geqo_selection_bias geqo_threshold gin_fuzzy_search_limit ' +
      'hot_standby_feedback intervalstyle join_collapse_limit lc_messages lc_monetary lc_numeric lc_time ' +
      'log_autovacuum_min_duration log_checkpoints log_duration log_error_verbosity log_lock_waits ' +
      'log_min_error_statement log_min_messages log_temp_files maintenance_work_mem max_stack_depth ' +
      'max_standby_archive_delay max_standby_streaming_delay max_wal_size min_wal_size quote_all_identifiers ' +
      'random_page_cost rds.adaptive_autovacuum rds.log_retention_period search_path seq_page_cost ' +
      'session_replication_role standard_conforming_strings statement_timeout synchronize_seqscans ' +
      'synchronous_commit tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval temp_buffers ' +
      'temp_tablespaces timezone track_activities track_counts track_functions track_io_timing ' +
      'transform_null_equals update_process_title vacuum_cost_delay vacuum_cost_limit vacuum_cost_page_dirty ' +
      'vacuum_cost_page_hit vacuum_cost_page_miss vacuum_freeze_min_age vacuum_freeze_table_age ' +
      'wal_writer_delay work_mem xmlbinary xmloption',
  ),
);

/** When RDS sets a parameter. */
export function applyMethodOf(engine: EngineName, name: string): 'immediate' | 'pending-reboot' {
  return engine === 'postgres' && dynamic.has(name) ? 'immediate' : 'pending-reboot';
}
