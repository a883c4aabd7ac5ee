interface Document {
  readonly data?: Record<string, Record<string, unknown>>;
  readonly output?: Record<string, unknown>;
  readonly provider?: Record<string, unknown>;
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly terraform?: { readonly required_providers?: Record<string, unknown> };
}

/**
 * What can be said of a stack without its providers: every expression leads to something that this or an earlier
 * stack has, every type has a provider, and every release's chart is there. Not that a provider accepts it.
 */
export function structuralProblems(files: ReadonlyMap<string, string>, stack: string): string[] {
  const documentOf = (name: string): Document => JSON.parse(files.get(`stacks/${name}/cdk.tf.json`) ?? "{}");
  const document = documentOf(stack);
  const hasChart = (chart: string): boolean => files.has(`stacks/${stack}/${chart.slice(2)}/Chart.yaml`);
  return [
    ...brokenRemoteReferences(document, documentOf),
    ...brokenReferences(document),
    ...missingProviders(document),
    ...missingCharts(document, hasChart),
  ];
}

function brokenRemoteReferences(document: Document, documentOf: (stack: string) => Document): string[] {
  const pattern = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;
  return [...JSON.stringify(document).matchAll(pattern)].flatMap(([reference, stack = "", output = ""]) => {
    const known = document.data?.["terraform_remote_state"]?.[stack] && documentOf(stack).output?.[output];
    return known ? [] : [`nothing is at ${reference}`];
  });
}

function brokenReferences({ data, resource }: Document): string[] {
  const pattern = /\$\{(data\.)?((?:helm|kubernetes|aws)_\w+)\.(\w+)/g;
  return [...JSON.stringify(resource).matchAll(pattern)].flatMap(([reference, prefix, type = "", name = ""]) => {
    const known = prefix ? data?.[type]?.[name] : resource?.[type]?.[name];
    return known ? [] : [`nothing is at ${reference}`];
  });
}

function missingProviders({ provider, resource, terraform }: Document): string[] {
  return Object.keys(resource ?? {}).filter((type) => {
    const name = type.slice(0, type.indexOf("_"));
    return !provider?.[name] || !terraform?.required_providers?.[name];
  });
}

function missingCharts({ resource }: Document, hasChart: (chart: string) => boolean): string[] {
  const charts = Object.values(resource?.["helm_release"] ?? {}).map(({ chart }) => String(chart));
  return charts.filter((chart) => chart.startsWith("./") && !hasChart(chart));
}
