/** The bounds that the settings put to series; undefined where they are not known. */
export interface SeriesLimits {
  readonly series: number | undefined;
  readonly tenantActive: number | undefined;
  readonly tenantNew: number | undefined;
}

interface Setting {
  readonly key: string;
  readonly value?: string | null;
}

export function limitsOf(settings: readonly Setting[]): SeriesLimits {
  const number = (key: string) => {
    const value = Number(settings.find((setting) => setting.key === key)?.value ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    series: number("samples.seriesMax"),
    tenantActive: number("samples.tenant.seriesMax"),
    tenantNew: number("samples.tenant.newSeriesPerHourMax"),
  };
}
