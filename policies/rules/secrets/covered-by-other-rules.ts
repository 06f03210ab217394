/** The arguments of a database that hold its master password, and those that state does not keep. */
export const masterPasswords = ['password', 'master_password'] as const;
const master = /^(?:password|master_password)(?:_wo)?$/;

/** What has a rule of its own: user data, environment variables, URLs of builds, master passwords. */
export const coveredByOtherRules: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    aws_codebuild_project: /^environment\.|^(source|secondary_sources)\.(.*\.)?location$/,
    aws_db_instance: master,
    aws_docdb_cluster: master,
    aws_ecs_task_definition: /^container_definitions$/,
    aws_instance: /^user_data/,
    aws_lambda_function: /^environment\./,
    aws_launch_configuration: /^user_data/,
    aws_launch_template: /^user_data/,
    aws_rds_cluster: master,
    aws_redshift_cluster: master,
  }),
);
