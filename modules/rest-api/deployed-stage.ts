/** The stage of an API, which is there when these are read. */
export interface DeployedStage {
  readonly restApiId: string;
  readonly stageName: string;
}
