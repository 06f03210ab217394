/** Containers of a task share its network interface, and so 127.0.0.1 (ECS developer guide, Amazon ECS task networking options for Fargate). */
export const [traces, sampling] = ['127.0.0.1:4318', '127.0.0.1:2000'] as const;

/**
 * How the SDK of OpenTelemetry in the application finds the collector and X-Ray's sampling rules.
 *
 * | variable | document |
 * |---|---|
 * | `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_…_EXPORTER` | OpenTelemetry specification, Environment Variable Specification |
 * | `OTEL_EXPORTER_OTLP_…` | OpenTelemetry specification, OpenTelemetry Protocol Exporter: port 4318 of `http/protobuf` |
 * | `OTEL_PROPAGATORS` | the same: `xray`, the header `X-Amzn-Trace-Id` that load balancers set |
 * | `OTEL_TRACES_SAMPLER…` | CloudWatch user guide, Trace sampling rate; AWS Distro for OpenTelemetry, Configuring the OpenTelemetry Collector for X-Ray remote Sampling |
 *
 * The sampler `xray` is in the SDKs of AWS's distribution. There is a pipeline for traces alone: metrics and logs go where they did.
 */
export function tracesVariables(name: string, environment: string): Readonly<Record<string, string>> {
  return {
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: `deployment.environment.name=${environment}`,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${traces}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_PROPAGATORS: 'xray',
    OTEL_TRACES_SAMPLER: 'xray',
    OTEL_TRACES_SAMPLER_ARG: `endpoint=http://${sampling}`,
  };
}
