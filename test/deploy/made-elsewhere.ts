/** Makes what is there before a system is deployed, or what a controller in its cluster would make. */
export interface MadeElsewhere {
  /** A public hosted zone. */
  zone(name: string): Promise<void>;
  /** A load balancer, in any two subnets that there are. */
  loadBalancer(name: string): Promise<void>;
}

/** Makes things in a local AWS, in a region. */
export function madeElsewhere(env: NodeJS.ProcessEnv, region: string): MadeElsewhere {
  const call = (service: string, path: string, body: string) => post(env, { service, region, path, body });
  return {
    zone: async (name) => {
      const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>test</CallerReference></CreateHostedZoneRequest>`;
      await call("route53", "/2013-04-01/hostedzone", body);
    },
    loadBalancer: async (name) => {
      const subnets = await call("ec2", "/", "Action=DescribeSubnets&Version=2016-11-15");
      const ids = [...new Set(subnets.match(/subnet-[0-9a-f]+/g))].slice(0, 2);
      const query = ids.map((id, index) => `&Subnets.member.${index + 1}=${id}`).join("");
      await call("elasticloadbalancing", "/", `Action=CreateLoadBalancer&Version=2015-12-01&Name=${name}${query}`);
    },
  };
}

interface Request {
  readonly service: string;
  readonly region: string;
  readonly path: string;
  readonly body: string;
}

/** A request as an AWS SDK would send it, whose signature nobody checks. */
async function post(env: NodeJS.ProcessEnv, { service, region, path, body }: Request): Promise<string> {
  const response = await fetch(`${env["AWS_ENDPOINT_URL"]}${path}`, {
    method: "POST",
    body,
    headers: {
      "content-type": body.startsWith("<") ? "application/xml" : "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service}: ${text}`);
  return text;
}
