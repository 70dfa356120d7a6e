/** The shipped rules with the patience of a test: the same expressions and limits, shorter times. */
export const patientAsATest = `
rules:
  - id: file-system-filling
    thresholds:
      critical: {above: 0.97, clear: 0.95, for: 1s}
      major: {above: 0.92, clear: 0.90, for: 1s}
      warning: {above: 0.85, clear: 0.82}
    for: 1s
    clearFor: 1s
  - id: service-stopped
    for: 1s
    clearFor: 1s
  - id: cpu-saturated
    expr: avg_over_time(system_cpu_utilization_ratio[20s])
    thresholds:
      major: {above: 0.97, clear: 0.90}
      warning: {above: 0.95, clear: 0.90}
    for: 1s
    clearFor: 1s
`;
