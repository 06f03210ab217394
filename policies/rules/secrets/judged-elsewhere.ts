/** What another rule judges: user data, environment variables, URLs of builds, master passwords. */
export const judgedElsewhere: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    aws_codebuild_project: /^environment\.|^(source|secondary_sources)\.(.*\.)?location$/,
    aws_db_instance: /^password(_wo)?$/,
    aws_docdb_cluster: /^master_password(_wo)?$/,
    aws_ecs_task_definition: /^container_definitions$/,
    aws_instance: /^user_data/,
    aws_lambda_function: /^environment\./,
    aws_launch_configuration: /^user_data/,
    aws_launch_template: /^user_data/,
    aws_rds_cluster: /^master_password(_wo)?$/,
    aws_redshift_cluster: /^master_password(_wo)?$/,
  }),
);
